import type { LinkEnd } from '#contract/links'
import type { LinkDraft } from '../ports.ts'

/** The links of one of the memories that are merged. */
export interface LinksOf {
  readonly coordinate: readonly number[]
  readonly links: readonly LinkEnd[]
}

type Known = Required<Pick<LinkDraft, 'from' | 'to' | 'type' | 'weight' | 'note' | 'createdAt'>>

/**
 * The links that a memory gets when others are merged into it: theirs, with it at their end. Links among those that are
 * merged would lead from it to itself and are left out. Of several of one type between the same two the heavier stands,
 * with its note; of equally heavy ones its own, then that of the first of the others. The oldest time is kept.
 * @returns what has to be written: new links, and own ones that change
 */
export const unitedLinks = (into: LinksOf, others: readonly LinksOf[]): Known[] => {
  const merged = new Set([into, ...others].map(({ coordinate }) => coordinate.join()))
  const own = new Map(linksTo(into, into.coordinate, new Set()).map((link) => [linkKey(link), link]))
  const united = new Map(own)
  for (const other of others) {
    for (const link of linksTo(other, into.coordinate, merged)) {
      const present = united.get(linkKey(link))
      united.set(linkKey(link), present ? heavier(present, link) : link)
    }
  }
  return [...united].filter(([key, link]) => !isSame(own.get(key), link)).map(([, link]) => link)
}

const linksTo = ({ links }: LinksOf, into: readonly number[], without: ReadonlySet<string>): Known[] =>
  links
    .filter(({ memory }) => !without.has(memory.coordinate.join()))
    .map(({ direction, memory, type, weight, note, createdAt }) => {
      const [from, to] = direction === 'out' ? [into, memory.coordinate] : [memory.coordinate, into]
      return { from, to, type, weight, note, createdAt }
    })

const heavier = (present: Known, other: Known): Known => ({
  ...(other.weight > present.weight ? other : present),
  createdAt: Math.min(present.createdAt, other.createdAt),
})

const linkKey = ({ from, to, type }: Known): string => `${from.join()} ${to.join()} ${type}`

const isSame = (a: Known | undefined, b: Known): boolean =>
  a !== undefined && a.weight === b.weight && a.note === b.note && a.createdAt === b.createdAt
