import { AppError } from '#contract/errors'
import type { GoldenLine } from '#contract/golden'
import type { ArtefactMutation } from '../artefact-ports.ts'
import { type ArtefactReceipt, changeArtefacts } from '../journal/change-artefacts.ts'
import type { Journal } from '../journal/journal.ts'
import { cutText } from '../memory/cut-text.ts'
import type { Clock, MemoryStore } from '../ports.ts'
import type { GoldenSets, SetPlace } from './golden-sets.ts'
import {
  type Asked,
  type EntryState,
  type Expectation,
  entryIdOf,
  isAt,
  putEntry,
  putSet,
  type Read,
  setIdOf,
  withExpected,
} from './golden-state.ts'

/** More could not be run in a while that somebody waits for. */
const MAX_ENTRIES = 5000

export interface GoldenParts {
  readonly store: MemoryStore
  readonly sets: GoldenSets
  readonly journal: Journal
  readonly clock: Clock
}

type LineOutcome = 'taken' | 'known' | 'full'

/** What makes and changes golden sets. Each change is a line of the journal and can be undone (MEM-10). */
export class GoldenChanges {
  readonly #parts: GoldenParts
  readonly #sets: GoldenSets

  constructor(parts: GoldenParts) {
    this.#parts = parts
    this.#sets = parts.sets
  }

  /** @throws AppError `memory/not-found`, `golden/full` */
  async star(place: SetPlace, asked: Asked, expected: Expectation, author: string): Promise<ArtefactReceipt> {
    const { namespace, set } = place
    const coordinate = [...expected.coordinate]
    const [memory] = await this.#parts.store.rowsAt(namespace, [coordinate])
    if (!memory || memory.deletedAt !== null)
      throw new AppError('memory/not-found', { namespace, coordinate })
    const summary = `Starred ${quoted(memory.title)} for ${quoted(asked.query)} in "${set}"`
    return this.#change(place, { author, action: 'star', summary }, async () => {
      const { id, mutations, parts } = await this.#findOrMake(place)
      const entry = await this.#sets.entry(namespace, entryIdOf(id, asked))
      if (entry === null && parts >= MAX_ENTRIES) throw full(set)
      return [...mutations, this.#expecting(id, asked, entry, [expected])]
    })
  }

  /** @throws AppError `golden/not-found` */
  async unstar(
    place: SetPlace,
    asked: Asked,
    coordinate: readonly number[],
    author: string,
  ): Promise<ArtefactReceipt> {
    const where = `(${coordinate.join(', ')})`
    const summary = `Took ${where} from what ${quoted(asked.query)} expects in "${place.set}"`
    return this.#change(place, { author, action: 'unstar', summary }, async () => {
      const { id } = await this.#sets.found(place)
      const entry = await this.#sets.entry(place.namespace, entryIdOf(id, asked))
      if (entry === null) return []
      const expected = entry.state.expected.filter((one) => !isAt(coordinate)(one))
      return [putEntry(entry.id, { ...entry.state, expected }, entry.seq)]
    })
  }

  /** @throws AppError `golden/not-found` */
  async removeEntry(place: SetPlace, entry: string, author: string): Promise<ArtefactReceipt> {
    const { id } = await this.#sets.found(place)
    const found = await this.#sets.entry(place.namespace, entry)
    if (found === null || found.state.partOf !== id)
      throw new AppError('golden/not-found', { ...place, entry })
    const summary = `Took ${quoted(found.state.query)} out of "${place.set}"`
    return this.#change(place, { author, action: 'unstar', summary }, async () => {
      const present = await this.#sets.entry(place.namespace, entry)
      return present === null ? [] : [putEntry(entry, { ...present.state, expected: [] }, present.seq)]
    })
  }

  /** @throws AppError `golden/not-found`, `golden/exists` */
  async rename(place: SetPlace, to: string, author: string): Promise<ArtefactReceipt> {
    const summary = `Renamed the golden set "${place.set}" to "${to}"`
    return this.#change(place, { author, action: 'rename', summary }, async () => {
      const { id, state, seq } = await this.#sets.found(place)
      if (to !== place.set && (await this.#sets.find({ ...place, set: to })) !== null) {
        throw new AppError('golden/exists', { set: to })
      }
      return [putSet(id, { ...state, name: to }, seq)]
    })
  }

  /** @throws AppError `golden/not-found` */
  async remove(place: SetPlace, author: string): Promise<ArtefactReceipt> {
    const summary = `Deleted the golden set "${place.set}"`
    return this.#change(place, { author, action: 'delete', summary }, async () => {
      const { id, seq } = await this.#sets.found(place)
      const entries = await this.#sets.entriesOf(place)
      const parts = entries.map((entry) => putEntry(entry.id, { ...entry.state, expected: [] }, entry.seq))
      return [...parts, { kind: 'golden-set', id, state: null, seen: seq }]
    })
  }

  /** Adds what the lines say; answers for each line whether it was taken, said nothing new, or found no room. */
  async import(
    place: SetPlace,
    lines: readonly GoldenLine[],
    author: string,
  ): Promise<ArtefactReceipt & { readonly outcomes: readonly LineOutcome[] }> {
    let outcomes: LineOutcome[] = []
    const summary = `Imported ${lines.length.toLocaleString('en')} queries into "${place.set}"`
    const receipt = await this.#change(place, { author, action: 'import', summary }, async () => {
      const { id, mutations } = await this.#findOrMake(place)
      const present = mutations.length > 0 ? [] : await this.#sets.entriesOf(place)
      const before = new Map(present.map((entry) => [entry.id, entry]))
      const after = new Map(present.map((entry) => [entry.id, entry.state]))
      outcomes = lines.map((line) => this.#take(id, line, after))
      const changed = [...after].filter(([entry, state]) => before.get(entry)?.state !== state)
      if (changed.length === 0) return []
      return [
        ...mutations,
        ...changed.map(([entry, state]) => putEntry(entry, state, before.get(entry)?.seq ?? null)),
      ]
    })
    return { ...receipt, outcomes }
  }

  #change(
    { namespace }: SetPlace,
    change: { readonly author: string; readonly action: string; readonly summary: string },
    mutations: () => Promise<readonly ArtefactMutation[]>,
  ): Promise<ArtefactReceipt> {
    return changeArtefacts(this.#parts.journal, namespace, change, mutations)
  }

  #take(set: string, line: GoldenLine, into: Map<string, EntryState>): LineOutcome {
    const id = entryIdOf(set, line)
    const present = into.get(id)
    if (present === undefined && into.size >= MAX_ENTRIES) return 'full'
    const expected = withExpected(present?.expected ?? [], line.expected)
    if (JSON.stringify(expected) === JSON.stringify(present?.expected)) return 'known'
    const { query, filter } = line
    const made = { partOf: set, query, ...(filter && { filter }), createdAt: this.#parts.clock.now() }
    into.set(id, { ...(present ?? made), expected })
    return 'taken'
  }

  async #findOrMake(place: SetPlace): Promise<{ id: string; mutations: ArtefactMutation[]; parts: number }> {
    const found = await this.#sets.find(place)
    if (found !== null) return { id: found.id, mutations: [], parts: found.parts }
    const state = { name: place.set, createdAt: this.#parts.clock.now() }
    const id = setIdOf(state)
    return { id, mutations: [putSet(id, state, null)], parts: 0 }
  }

  #expecting(
    set: string,
    { query, filter }: Asked,
    entry: Read<EntryState> | null,
    added: readonly Expectation[],
  ): ArtefactMutation {
    const made = { partOf: set, query, ...(filter && { filter }), createdAt: this.#parts.clock.now() }
    const expected = withExpected(entry?.state.expected ?? [], added)
    const id = entry?.id ?? entryIdOf(set, { query, filter })
    return putEntry(id, { ...(entry?.state ?? made), expected }, entry?.seq ?? null)
  }
}

const full = (set: string): AppError => new AppError('golden/full', { set, limit: MAX_ENTRIES })

const quoted = (text: string): string => `"${cutText(text.replace(/\s+/g, ' '), 60)}"`
