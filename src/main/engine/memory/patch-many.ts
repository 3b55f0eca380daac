import type { ChangeReceipt, MemoryRow } from '#contract/memory'
import { definedOnly } from '../defined-only.ts'
import type { Journal } from '../journal/journal.ts'
import { type MemoryState, type MemoryStore, type Mutation, MutationRefused } from '../ports.ts'
import { receiptOf } from './commit-one.ts'
import { memoryId } from './coordinate.ts'
import { countedMemories, nameOf } from './name-of.ts'

/** How often somebody else may be quicker before the sentence goes without a number. */
const TRIES = 3

/** What is changed alike in many memories; a row has all of it. */
type Alike = Partial<Pick<MemoryState, 'type' | 'importance' | 'timestamp' | 'pinned' | 'deletedAt'>>

export interface ManyPatch {
  readonly namespace: string
  readonly coordinates: readonly (readonly number[])[]
  readonly when: 'living' | 'binned'
  readonly patch: { readonly [K in keyof Alike]?: Alike[K] | undefined }
  readonly author: string
  readonly action: string
  readonly reason: string | undefined
  /** What the history says of them. */
  readonly summary: (memories: string) => string
}

interface Parts {
  readonly store: MemoryStore
  readonly journal: Journal
}

/**
 * Changes memories alike, in one change. Its sentence is about those that it changes: who is not there, or is so
 * already, is no part of it. They are looked at first and must still be as they were at the commit; if not, once more.
 */
export const patchMany = async (parts: Parts, many: ManyPatch): Promise<ChangeReceipt> => {
  const { namespace, when, author, action, reason = null, summary } = many
  const set: Alike = definedOnly(many.patch)
  const places = new Map(many.coordinates.map((place) => [memoryId(namespace, place), place]))
  const of = { kind: 'patch', when, set } as const
  const change = { namespace, author, action, reason, onMismatch: 'skip' } as const
  for (let i = 0; i < TRIES; i++) {
    const rows = await parts.store.rowsAt(namespace, [...places.values()])
    const changing = rows.filter((row): row is MemoryRow => row !== null && isChanging(row, when, set))
    const mutations = [...places].flatMap(([id, coordinate], i): Mutation[] => {
      const row = rows[i] ?? null
      // Who is not there goes along, for the outcome to say so.
      if (row === null || !isThere(row, when)) return [{ ...of, coordinate, id }]
      return isChanging(row, when, set) ? [{ ...of, coordinate, id, expectedVersion: row.version }] : []
    })
    const sentence = summary(await whichOf(parts.store, namespace, changing))
    try {
      return receiptOf(await parts.journal.commit({ ...change, summary: sentence, mutations }))
    } catch (error) {
      if (!(error instanceof MutationRefused)) throw error
    }
  }
  const mutations = Array.from(places, ([id, coordinate]): Mutation => ({ ...of, coordinate, id }))
  return receiptOf(await parts.journal.commit({ ...change, summary: summary('memories'), mutations }))
}

const isThere = ({ deletedAt }: MemoryRow, when: 'living' | 'binned'): boolean =>
  (deletedAt === null) === (when === 'living')

const isChanging = (row: MemoryRow, when: 'living' | 'binned', set: Alike): boolean =>
  isThere(row, when) && Object.entries(set).some(([name, value]) => row[name as keyof Alike] !== value)

const whichOf = async (
  store: MemoryStore,
  namespace: string,
  rows: readonly MemoryRow[],
): Promise<string> => {
  const [only] = rows
  if (rows.length !== 1 || only === undefined) return countedMemories(rows.length)
  return nameOf(store, { namespace, coordinate: only.coordinate })
}
