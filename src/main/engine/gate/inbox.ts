import { AppError } from '#contract/errors'
import type { InboxEntry } from '#contract/gate'
import type { GateVerdict } from '#contract/gate-verdict'
import { type Artefact, type ArtefactMutation, ArtefactRefused } from '../artefact-ports.ts'
import type { ArtefactReceipt } from '../journal/change-artefacts.ts'
import type { Draft } from '../journal/journal.ts'
import { deriveFrom, type Payload, readPayload } from '../memory/payload.ts'
import { type Putting, putOf, stateOf, timestampOf } from '../memory/put-of.ts'
import { refuseSealed, setFields } from '../memory/set-fields.ts'
import { type Mutation, MutationRefused } from '../ports.ts'
import { recordFromInbox } from './gate-record.ts'
import type { InboxParts, OpenEntry } from './inbox-parts.ts'
import { type InboxState, inboxId, readInboxState } from './inbox-state.ts'
import { type ManyEntries, type ManySettled, SettleMany } from './settle-many.ts'

const KIND = 'gate-skip'

export interface EntryPlace {
  readonly namespace: string
  readonly entry: string
}

/** A write that the gate stopped, with what it said. */
export interface Stopped {
  readonly input: Putting & { readonly reward?: number | undefined; readonly isPlaced?: boolean }
  readonly payload: Payload
  readonly gate: GateVerdict
  readonly author: string
  readonly reason: string | null
}

type Settled = ArtefactReceipt & { readonly coordinate: number[] }

/** Writes that the gate stopped, until somebody says what becomes of them; each answer can be undone (GATE-3). */
export class Inbox {
  readonly #parts: InboxParts
  #count = 0

  constructor(parts: InboxParts) {
    this.#parts = parts
  }

  /** What a change has to bring along so that a stopped write is kept. */
  entryOf({ input, payload, gate, author, reason }: Stopped): ArtefactMutation {
    const { settings, clock } = this.#parts
    const now = clock.now()
    const { nearest, ...scores } = gate
    const state: InboxState = {
      createdAt: now,
      author,
      coordinate: input.coordinate,
      ...(input.isPlaced === true && { isPlaced: true }),
      type: input.type,
      importance: input.importance,
      timestamp: timestampOf(input, now),
      payload: payload.json,
      reason,
      reward: input.reward ?? null,
      gate: scores,
      nearest: nearest && { coordinate: nearest.coordinate, similarity: nearest.similarity },
      weights: settings.weights,
    }
    const id = inboxId(state, this.#count++)
    return { kind: KIND, id, state: JSON.stringify(state), seen: null, keep: settings.inboxLimit }
  }

  /** Newest first. */
  async list(
    namespace: string,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ total: number; dropped: number; entries: InboxEntry[] }> {
    const { store } = this.#parts
    const [found, { kept, dropped }] = await Promise.all([
      store.artefacts(namespace, { kind: KIND, newestFirst: true, ...page }),
      store.artefactTally(namespace, KIND),
    ])
    const states = found.map(readInboxState)
    const places = states.map(({ nearest }) => nearest?.coordinate ?? [])
    const rows = await store.rowsAt(
      namespace,
      places.filter((place) => place.length > 0),
    )
    const entries = found.map((artefact, i) => {
      const nearest = places[i]?.length ? (rows.shift() ?? null) : null
      return this.#shown(artefact, states[i] as InboxState, nearest)
    })
    return { total: kept, dropped, entries }
  }

  /** @throws AppError `gate/not-found`, `memory/exists` */
  async storeAnyway(place: EntryPlace, author: string): Promise<Settled> {
    const { artefact, state, payload } = await this.#open(place)
    const pair = this.#parts.vectors.current()
    const [vector] = await pair.sync.vectorsOf([payload.text])
    const change = { author, action: 'store', summary: `Stored "${payload.title}" after all` }
    const storeAt = (coordinate: readonly number[]): Promise<Settled> => {
      const input: Putting = { ...state, coordinate, namespace: place.namespace, ifTaken: 'refuse' }
      const put = putOf(input, { payload, vector, now: state.createdAt })
      const mutation = { ...put, ...recordFromInbox(state) }
      return this.#settle(place, artefact, { ...change, reason: state.reason, pair }, mutation)
    }
    if (state.isPlaced !== true) return storeAt(state.coordinate)
    const wanted = { namespace: place.namespace, vectors: [vector], pair }
    return this.#parts.places.use(wanted, ([free = state.coordinate]) => storeAt(free))
  }

  /** The fields of the write replace those of the memory or come to them (GATE-3); a new version. */
  async mergeInto(place: EntryPlace, author: string): Promise<Settled> {
    const { store, vectors } = this.#parts
    const { namespace, entry } = place
    const { artefact, state } = await this.#open(place)
    if (state.nearest === null) throw new AppError('gate/no-nearest', { entry })
    const coordinate = [...state.nearest.coordinate]
    const memory = await store.get(namespace, coordinate)
    if (memory === null || memory.deletedAt !== null) {
      throw new AppError('memory/not-found', { namespace, coordinate })
    }
    const payload = this.#read(setFields(memory, state.payload))
    const pair = vectors.current()
    const [vector] = await pair.sync.vectorsOf([payload.text])
    const { id, version: expectedVersion } = memory
    const guard = { coordinate, id, kind: 'patch', when: 'living', expectedVersion } as const
    const mutation: Mutation = { ...guard, set: stateOf(payload), ...(vector && { vector }) }
    const summary = `Merged a stopped write into "${payload.title}"`
    return this.#settle(
      place,
      artefact,
      { author, action: 'merge', summary, reason: state.reason, pair },
      mutation,
    )
  }

  /** Throws the write away. */
  async confirm(place: EntryPlace, author: string): Promise<ArtefactReceipt> {
    const artefact = await this.#find(place)
    const { title } = this.#shown(artefact, readInboxState(artefact), null)
    const change = { author, action: 'confirm', summary: `Threw the stopped write "${title}" away` }
    return this.#commit(place, artefact, { ...change, mutations: [] })
  }

  /** Several in one change; what cannot be settled this way is named. */
  settleMany(many: ManyEntries, author: string): Promise<ManySettled> {
    return new SettleMany(this.#parts, (place) => this.#open(place)).settle(many, author)
  }

  async #settle(
    place: EntryPlace,
    artefact: Artefact,
    change: Pick<Draft, 'author' | 'action' | 'summary' | 'reason' | 'pair'>,
    mutation: Mutation,
  ): Promise<Settled> {
    const coordinate = [...mutation.coordinate]
    try {
      const receipt = await this.#commit(place, artefact, { ...change, mutations: [mutation] })
      return { ...receipt, coordinate }
    } catch (error) {
      if (!(error instanceof MutationRefused)) throw error
      const at = { namespace: place.namespace, coordinate }
      const expected = mutation.expectedVersion
      if (expected === undefined) throw new AppError('memory/exists', at)
      throw new AppError('memory/conflict', { ...at, expected, actual: error.version })
    }
  }

  /** The entry goes with what is made of it, in one change. */
  async #commit(
    place: EntryPlace,
    { id, seq }: Artefact,
    draft: Pick<Draft, 'author' | 'action' | 'summary' | 'reason' | 'mutations' | 'pair'>,
  ): Promise<ArtefactReceipt> {
    const artefacts = [{ kind: KIND, id, state: null, seen: seq } as const]
    try {
      const { namespace } = place
      const draftOf = { namespace, ...draft, onMismatch: 'fail', artefacts } as const
      const committed = await this.#parts.journal.commit(draftOf)
      await this.#parts.limit.hold(namespace, committed, draft.author)
      const { change } = committed
      return { seq: change?.seq ?? 0, count: change?.count ?? 0, summary: draft.summary }
    } catch (error) {
      if (error instanceof ArtefactRefused) throw new AppError('gate/not-found', { entry: place.entry })
      throw error
    }
  }

  async #open(place: EntryPlace): Promise<OpenEntry> {
    const artefact = await this.#find(place)
    const state = readInboxState(artefact)
    refuseSealed({ ...state, namespace: place.namespace })
    return { artefact, state, payload: this.#read(state.payload) }
  }

  async #find({ namespace, entry }: EntryPlace): Promise<Artefact> {
    const [found] = await this.#parts.store.artefacts(namespace, { kind: KIND, id: entry })
    if (found === undefined) throw new AppError('gate/not-found', { entry })
    return found
  }

  #read(payload: string): Payload {
    return readPayload(payload, this.#parts.limits, this.#parts.textFields)
  }

  #shown({ id }: Artefact, state: InboxState, row: InboxEntry['nearest']): InboxEntry {
    const { createdAt: at, nearest, gate, coordinate, isPlaced: _, ...rest } = state
    const kept = nearest && {
      coordinate: [...nearest.coordinate],
      title: row?.title ?? '',
      similarity: nearest.similarity,
    }
    const { title } = deriveFrom(state.payload, this.#parts.textFields)
    const shown = { id, at, coordinate: [...coordinate], ...rest, weights: { ...state.weights }, title }
    return { ...shown, gate: { ...gate, nearest: kept }, nearest: row }
  }
}
