import { v5 as uuidV5 } from 'uuid'
import type { Recording } from '#contract/activity'
import { AppError } from '#contract/errors'
import type { ArtefactMutation } from '../artefact-ports.ts'
import { type ArtefactReceipt, changeArtefacts } from '../journal/change-artefacts.ts'
import type { Journal } from '../journal/journal.ts'
import type { Clock, MemoryStore } from '../ports.ts'
import type { AskedOnce } from './replay.ts'

const ID_NAMESPACE = uuidV5('soma:recording', uuidV5.URL)
/** Recalls that one keeps: the newest, and as many as are asked again at once. */
const MOST_RECALLS = 500

export interface RecordingsParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly clock: Clock
}

export interface RecordingPlace {
  readonly namespace: string
  readonly name: string
}

/** A stretch of time. */
export interface Stretch {
  readonly from: number
  readonly until: number
}

interface RecordingState extends Omit<Recording, 'recalls'> {
  /** In the order in which they were asked. */
  readonly recalls: readonly AskedOnce[]
}

interface Found {
  readonly id: string
  readonly seq: number
  readonly state: RecordingState
}

/**
 * Stretches of what happened, under a name: with the recalls that were asked, so that they can be asked again when the log
 * that has them is long gone. Each change is a line of the journal and can be undone (MEM-10).
 */
export class Recordings {
  readonly #parts: RecordingsParts

  constructor(parts: RecordingsParts) {
    this.#parts = parts
  }

  /** Newest first. */
  async list(namespace: string): Promise<Recording[]> {
    const found = await this.#parts.store.artefacts(namespace, { kind: 'recording', newestFirst: true })
    return found.map(({ state }) => {
      const { recalls, ...recording } = JSON.parse(state) as RecordingState
      return { ...recording, recalls: recalls.length }
    })
  }

  /** @throws AppError `recording/not-found` */
  async recalls(place: RecordingPlace): Promise<readonly AskedOnce[]> {
    return (await this.#found(place)).state.recalls
  }

  /** @throws AppError `recording/exists` */
  keep(
    { namespace, name }: RecordingPlace,
    { from, until, recalls }: Stretch & { readonly recalls: readonly AskedOnce[] },
    author: string,
  ): Promise<ArtefactReceipt> {
    const change = { author, action: 'save', summary: `Kept the recording "${name}"` }
    return changeArtefacts(this.#parts.journal, namespace, change, async () => {
      await this.#refuseTaken({ namespace, name })
      const createdAt = this.#parts.clock.now()
      const id = uuidV5(`${createdAt} ${name}`, ID_NAMESPACE)
      const kept = recalls.slice(-MOST_RECALLS).map(askedOnce)
      return [put(id, { name, from, until, author, createdAt, recalls: kept }, null)]
    })
  }

  /** @throws AppError `recording/not-found`, `recording/exists` */
  rename({ namespace, name }: RecordingPlace, to: string, author: string): Promise<ArtefactReceipt> {
    const change = { author, action: 'rename', summary: `Renamed the recording "${name}" to "${to}"` }
    return changeArtefacts(this.#parts.journal, namespace, change, async () => {
      const { id, state, seq } = await this.#found({ namespace, name })
      if (to !== name) await this.#refuseTaken({ namespace, name: to })
      return [put(id, { ...state, name: to }, seq)]
    })
  }

  /** @throws AppError `recording/not-found` */
  remove({ namespace, name }: RecordingPlace, author: string): Promise<ArtefactReceipt> {
    const change = { author, action: 'delete', summary: `Deleted the recording "${name}"` }
    return changeArtefacts(this.#parts.journal, namespace, change, async () => {
      const { id, seq } = await this.#found({ namespace, name })
      return [{ kind: 'recording', id, state: null, seen: seq }]
    })
  }

  async #refuseTaken(place: RecordingPlace): Promise<void> {
    if ((await this.#find(place)) !== null) throw new AppError('recording/exists', { name: place.name })
  }

  async #found(place: RecordingPlace): Promise<Found> {
    const found = await this.#find(place)
    if (found === null) throw new AppError('recording/not-found', { name: place.name })
    return found
  }

  async #find({ namespace, name }: RecordingPlace): Promise<Found | null> {
    const [found] = await this.#parts.store.artefacts(namespace, { kind: 'recording', name })
    return found === undefined ? null : { ...found, state: JSON.parse(found.state) as RecordingState }
  }
}

/** What asking it again needs, and nothing else that the log says of it. */
const askedOnce = ({ query, namespace, client, at, k, coordinates }: AskedOnce): AskedOnce => ({
  ...{ query, namespace, client, at, k, coordinates },
})

const put = (id: string, state: RecordingState, seen: number | null): ArtefactMutation => ({
  kind: 'recording',
  id,
  state: JSON.stringify(state),
  seen,
})
