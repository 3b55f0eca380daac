import { v5 as uuidV5 } from 'uuid'
import type { PairList } from '#contract/graph'
import { type ArtefactReceipt, changeArtefacts } from '../journal/change-artefacts.ts'
import type { Journal } from '../journal/journal.ts'
import { notFound } from '../memory/commit-one.ts'
import type { Clock, MemoryStore } from '../ports.ts'

const KIND = 'pair-dismissal'
const ID_NAMESPACE = uuidV5('soma:pair-dismissal', uuidV5.URL)

export interface DismissedPairsParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly clock: Clock
}

/** As it rests: places alone, nothing that a memory says. */
interface Dismissal {
  readonly list: PairList
  readonly a: number[]
  readonly b: number[]
  readonly createdAt: number
}

/** Pairs that a curator does not want to see again, by the list that named them (LNK-6). */
export class DismissedPairs {
  readonly #parts: DismissedPairsParts

  constructor(parts: DismissedPairsParts) {
    this.#parts = parts
  }

  async count(namespace: string): Promise<Record<PairList, number>> {
    const all = await this.#all(namespace)
    const of = (list: PairList): number => all.filter(({ state }) => state.list === list).length
    return { near: of('near'), far: of('far') }
  }

  /** The pairs of a list as keys of memories, the smaller first. What is gone for good is left out. */
  async keys(namespace: string, list: PairList): Promise<ReadonlySet<string>> {
    const { store } = this.#parts
    const found = new Set<string>()
    for (const { state } of await this.#all(namespace)) {
      if (state.list !== list) continue
      const [a, b] = await Promise.all([store.keyOf(namespace, state.a), store.keyOf(namespace, state.b)])
      if (a !== null && b !== null) found.add(pairKey(a, b))
    }
    return found
  }

  /** @throws AppError `memory/not-found` */
  async put(
    namespace: string,
    { list, a, b }: { readonly list: PairList; readonly a: readonly number[]; readonly b: readonly number[] },
    author: string,
  ): Promise<ArtefactReceipt> {
    const { store, journal, clock } = this.#parts
    const rows = await store.rowsAt(namespace, [a, b])
    const missing = [a, b].find((_, i) => rows[i]?.deletedAt !== null)
    if (missing !== undefined) return notFound({ namespace, coordinate: missing })
    const [first, second] = [[...a], [...b]].sort((x, y) => (x.join() < y.join() ? -1 : 1)) as [
      number[],
      number[],
    ]
    const id = uuidV5(`${list};${first.join()};${second.join()}`, ID_NAMESPACE)
    const said = list === 'near' ? 'needs no link' : 'is right as it is'
    const [x, y] = rows.map((row) => `"${row?.title ?? ''}"`)
    const change = { author, action: 'dismiss', summary: `Said that the pair ${x} and ${y} ${said}` }
    return changeArtefacts(journal, namespace, change, async () => {
      const [present] = await store.artefacts(namespace, { kind: KIND, id })
      const state: Dismissal = { list, a: first, b: second, createdAt: clock.now() }
      return [{ kind: KIND, id, state: JSON.stringify(state), seen: present?.seq ?? null }]
    })
  }

  /** All of a list come back. */
  async clear(namespace: string, list: PairList, author: string): Promise<ArtefactReceipt> {
    const change = { author, action: 'dismiss', summary: 'Brought dismissed pairs back' }
    return changeArtefacts(this.#parts.journal, namespace, change, async () => {
      const all = await this.#all(namespace)
      return all
        .filter(({ state }) => state.list === list)
        .map(({ id, seq }) => ({ kind: KIND, id, state: null, seen: seq }))
    })
  }

  async #all(namespace: string) {
    const found = await this.#parts.store.artefacts(namespace, { kind: KIND, limit: -1 })
    return found.map(({ id, seq, state }) => ({ id, seq, state: JSON.parse(state) as Dismissal }))
  }
}

export const pairKey = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`
