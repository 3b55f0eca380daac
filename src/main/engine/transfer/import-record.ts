import { v5 as uuidV5 } from 'uuid'
import type { ImportCounts, ImportMode, UnfinishedImport } from '#contract/imports'
import type { Artefact, ArtefactMutation } from '../artefact-ports.ts'
import type { MemoryStore } from '../ports.ts'
import { UNNAMED } from './read-records.ts'

const ID_NAMESPACE = uuidV5('soma:import', uuidV5.URL)
const KIND = 'import'
const PLACES = 'import-places'
/** Artefacts of places that are read at once. */
const AT_ONCE = 10

export const NO_COUNTS: ImportCounts = {
  added: 0,
  changed: 0,
  same: 0,
  skipped: 0,
  versions: 0,
  links: 0,
  removed: 0,
  failed: 0,
}

/** How far an import is. It is written in the transaction of what it took, so that neither is there without the other. */
interface State {
  readonly file: string
  readonly fingerprint: string
  readonly mode: ImportMode
  readonly createdAt: number
  /** Memories of the file that were dealt with. */
  readonly taken: number
  readonly isDone: boolean
  readonly counts: ImportCounts
}

/** Where memories went that the file gives no place. */
interface PlacesState {
  readonly partOf: string
  readonly createdAt: number
  readonly places: Readonly<Record<string, readonly number[]>>
}

interface About {
  readonly namespace: string
  readonly file: string
  readonly fingerprint: string
  readonly mode: ImportMode
  readonly now: number
  /** Tells imports of one moment apart. */
  readonly number: number
}

/**
 * The record of one import: an artefact, and one more for each change that found places. An import is all the changes
 * that touched its record.
 */
export class ImportRecord {
  readonly id: string
  readonly #about: About
  #state: State
  /** The change that wrote the state; null where none did yet. */
  #seq: number | null

  private constructor(id: string, about: About, state: State, seq: number | null) {
    this.id = id
    this.#about = about
    this.#state = state
    this.#seq = seq
  }

  static begin(about: About): ImportRecord {
    const { file, fingerprint, mode, now, number } = about
    const id = uuidV5(`${now} ${number} ${fingerprint} ${about.namespace}`, ID_NAMESPACE)
    const state = { file, fingerprint, mode, createdAt: now, taken: 0, isDone: false, counts: NO_COUNTS }
    return new ImportRecord(id, about, state, null)
  }

  static resume(about: About, { id, state, seq }: Artefact): ImportRecord {
    return new ImportRecord(id, about, JSON.parse(state) as State, seq)
  }

  get isWritten(): boolean {
    return this.#seq !== null
  }

  get taken(): number {
    return this.#state.taken
  }

  get counts(): ImportCounts {
    // An earlier version of the program may have written it, without what is counted since.
    return { ...NO_COUNTS, ...this.#state.counts }
  }

  /** The artefacts of a change that takes the import this far. */
  mutations(
    progress: Partial<Pick<State, 'taken' | 'isDone' | 'counts'>>,
    places: ReadonlyMap<string, readonly number[]> = new Map(),
  ): ArtefactMutation[] {
    const state: State = { ...this.#state, ...progress }
    const own = { kind: KIND, id: this.id, state: JSON.stringify(state), seen: this.#seq } as const
    if (places.size === 0) return [own]
    const { now } = this.#about
    const found: PlacesState = { partOf: this.id, createdAt: now, places: Object.fromEntries(places) }
    const id = uuidV5(`${this.id} ${state.taken}`, ID_NAMESPACE)
    return [own, { kind: PLACES, id, state: JSON.stringify(found), seen: null }]
  }

  /** The change was made. */
  written(seq: number, progress: Partial<Pick<State, 'taken' | 'isDone' | 'counts'>>): void {
    this.#state = { ...this.#state, ...progress }
    this.#seq = seq
  }
}

/** The last import of a file that ended before its end. */
export const unfinishedOf = async (
  store: MemoryStore,
  namespace: string,
  fingerprint: string,
): Promise<Artefact | null> => {
  const found = await store.artefacts(namespace, { kind: KIND, newestFirst: true, limit: 100 })
  const last = found.find(({ state }) => (JSON.parse(state) as State).fingerprint === fingerprint)
  return last === undefined || (JSON.parse(last.state) as State).isDone ? null : last
}

export const shownUnfinished = ({ id, state }: Artefact): UnfinishedImport => {
  const { taken, createdAt } = JSON.parse(state) as State
  return { id, taken, at: createdAt }
}

/** Where earlier imports put what had no place of its own: the same file comes to the same places. */
export const placesOf = async (
  store: MemoryStore,
  namespace: string,
): Promise<Map<string, readonly number[]>> => {
  const places = new Map<string, readonly number[]>()
  for (let offset = 0; ; offset += AT_ONCE) {
    const found = await store.artefacts(namespace, { kind: PLACES, offset, limit: AT_ONCE })
    for (const { state } of found) {
      for (const [name, place] of Object.entries((JSON.parse(state) as PlacesState).places)) {
        places.set(name, place)
      }
    }
    if (found.length < AT_ONCE) return places
  }
}

/** Under what a name is kept: not as it is, for it may say what the payload keeps sealed. */
export const keptName = (name: string, fingerprint: string): string =>
  uuidV5(name.startsWith(UNNAMED) ? `${fingerprint} ${name.slice(1)}` : `named ${name}`, ID_NAMESPACE)
