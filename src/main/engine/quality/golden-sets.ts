import { AppError } from '#contract/errors'
import type { GoldenEntry, GoldenResult, KeptRun, RunReport } from '#contract/golden'
import type { MemoryStore } from '../ports.ts'
import { withPresence } from './expected.ts'
import {
  type Asked,
  type EntryState,
  entryIdOf,
  type Read,
  readState,
  type SetState,
} from './golden-state.ts'

export interface SetPlace {
  readonly namespace: string
  readonly set: string
}

/** Queries with the memories that they are expected to find (QUAL-2), and what their runs found. */
export class GoldenSets {
  readonly #store: MemoryStore

  constructor(store: MemoryStore) {
    this.#store = store
  }

  async sets(
    namespace: string,
  ): Promise<{ name: string; entries: number; createdAt: number; lastRun: KeptRun | null }[]> {
    const found = await this.#store.artefacts(namespace, { kind: 'golden-set' })
    const sets = found.map(readState<SetState>).sort((a, b) => (a.state.name < b.state.name ? -1 : 1))
    return Promise.all(
      sets.map(async ({ id, state, parts }) => {
        const [lastRun = null] = await this.#keptRuns(namespace, id)
        return { ...state, entries: parts, lastRun }
      }),
    )
  }

  /** @throws AppError `golden/not-found` */
  async entries(
    place: SetPlace,
    { offset, limit }: { readonly offset: number; readonly limit: number },
  ): Promise<{ total: number; entries: GoldenEntry[] }> {
    const all = await this.entriesOf(place)
    const page = all.slice(offset, offset + limit)
    const present = await withPresence(
      this.#store,
      place.namespace,
      page.map(({ state }) => state.expected),
    )
    const entries = page.map(({ id, state: { partOf: _, ...state } }, i) => ({
      id,
      ...state,
      expected: present[i] ?? [],
    }))
    return { total: all.length, entries }
  }

  /** @throws AppError `golden/not-found` */
  async entriesOf(place: SetPlace): Promise<Read<EntryState>[]> {
    const { id } = await this.found(place)
    const query = { kind: 'golden-entry', partOf: id } as const
    return (await this.#store.artefacts(place.namespace, query)).map(readState<EntryState>)
  }

  /** The queries of all sets. */
  async queriesOf(namespace: string): Promise<string[]> {
    const found = await this.#store.artefacts(namespace, { kind: 'golden-entry' })
    return found.map((entry) => readState<EntryState>(entry).state.query)
  }

  /** What all sets expect of a query. */
  async starred(
    namespace: string,
    asked: Asked,
  ): Promise<{ set: string; coordinate: number[]; grade: number }[]> {
    const sets = (await this.#store.artefacts(namespace, { kind: 'golden-set' })).map(readState<SetState>)
    const query = { ...asked, query: asked.query.trim() }
    const found = await Promise.all(
      sets.map(async ({ id, state: { name } }) => {
        const entry = await this.entry(namespace, entryIdOf(id, query))
        return (entry?.state.expected ?? []).map(({ coordinate, grade }) => ({
          set: name,
          coordinate: [...coordinate],
          grade,
        }))
      }),
    )
    return found.flat()
  }

  /** @throws AppError `golden/not-found` */
  async runs(place: SetPlace): Promise<KeptRun[]> {
    const { id } = await this.found(place)
    return this.#keptRuns(place.namespace, id)
  }

  /** @throws AppError `golden/not-found` */
  async lastRun(place: SetPlace): Promise<RunReport | null> {
    const { id } = await this.found(place)
    const last = await this.#store.lastGoldenRun(place.namespace, id)
    if (last === null) return null
    const results: GoldenResult[] = JSON.parse(last.results)
    return {
      run: last.run,
      summary: JSON.parse(last.summary),
      results: await this.#titled(place.namespace, results),
    }
  }

  /** Kept runs have no titles; what lies at the places now is shown. */
  async #titled(namespace: string, results: readonly GoldenResult[]): Promise<GoldenResult[]> {
    const missed = await withPresence(
      this.#store,
      namespace,
      results.map((result) => result.missed),
    )
    const gone = await withPresence(
      this.#store,
      namespace,
      results.map((result) => result.gone),
    )
    return results.map((result, i) => ({
      ...result,
      missed: result.missed.map((one, j) => ({ ...one, title: missed[i]?.[j]?.title ?? '' })),
      gone: result.gone.map((one, j) => ({ ...one, title: gone[i]?.[j]?.title ?? null })),
    }))
  }

  /** @throws AppError `golden/not-found` */
  async found(place: SetPlace): Promise<Read<SetState>> {
    const set = await this.find(place)
    if (set === null) throw new AppError('golden/not-found', { namespace: place.namespace, set: place.set })
    return set
  }

  async #keptRuns(namespace: string, id: string): Promise<KeptRun[]> {
    const runs = await this.#store.goldenRuns(namespace, id)
    return runs.map(({ run, summary }) => ({ run, ...JSON.parse(summary) }) as KeptRun)
  }

  async find({ namespace, set }: SetPlace): Promise<Read<SetState> | null> {
    const [found] = await this.#store.artefacts(namespace, { kind: 'golden-set', name: set })
    return found === undefined ? null : readState(found)
  }

  async entry(namespace: string, id: string): Promise<Read<EntryState> | null> {
    const [found] = await this.#store.artefacts(namespace, { kind: 'golden-entry', id })
    return found === undefined ? null : readState(found)
  }
}
