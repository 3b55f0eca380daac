import { AppError, isAppError } from '#contract/errors'
import { type ArtefactMutation, ArtefactRefused } from '../artefact-ports.ts'
import type { ArtefactReceipt } from '../journal/change-artefacts.ts'
import { memoryId } from '../memory/coordinate.ts'
import { type Payload, readPayload } from '../memory/payload.ts'
import { putOf, stateOf } from '../memory/put-of.ts'
import { setFields } from '../memory/set-fields.ts'
import { type Mutation, MutationRefused } from '../ports.ts'
import type { VectorPair } from '../vectors/active-vectors.ts'
import { recordFromInbox } from './gate-record.ts'
import type { InboxParts, OpenEntry } from './inbox-parts.ts'

/** Another window may go between reading and writing so often before it is an error. */
const ATTEMPTS = 5

export interface ManyEntries {
  readonly namespace: string
  readonly entries: readonly string[]
  readonly how: 'store' | 'merge' | 'confirm'
}

export type ManySettled = ArtefactReceipt & { readonly leftOut: { entry: string; reason: string }[] }

/** A memory to write, whose vector is not made yet. */
interface Planned {
  readonly payload: Payload
  readonly mutation: Mutation
}

/** What is made of several stopped writes: one change (GATE-3). */
class Batch {
  readonly removed: ArtefactMutation[] = []
  readonly leftOut: { entry: string; reason: string }[] = []
  readonly #planned = new Map<string, Planned>()
  readonly #parts: InboxParts
  readonly #namespace: string

  constructor(parts: InboxParts, namespace: string) {
    this.#parts = parts
    this.#namespace = namespace
  }

  async add({ artefact, ...entry }: Named, how: ManyEntries['how'], free: readonly number[]): Promise<void> {
    await this.attempt(entry.entry, async () => {
      if (how === 'store') await this.#store(entry, free)
      else if (how === 'merge') await this.#merge(entry)
      this.removed.push({ kind: artefact.kind, id: artefact.id, state: null, seen: artefact.seq })
    })
  }

  /** What is refused is left out, with the reason. */
  async attempt<T>(entry: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      if (!isAppError(error)) throw error
      this.leftOut.push({ entry, reason: error.message })
      return null
    }
  }

  async mutations({ sync }: VectorPair): Promise<Mutation[]> {
    const planned = [...this.#planned.values()]
    const vectors = await sync.vectorsOf(planned.map(({ payload }) => payload.text))
    return planned.map(({ mutation }, i) => {
      const vector = vectors[i]
      return { ...mutation, ...(vector && { vector }) }
    })
  }

  /** Not over what is there, nor over what another of them puts there. */
  async #store({ state, payload }: Omit<Named, 'artefact'>, coordinate: readonly number[]): Promise<void> {
    const namespace = this.#namespace
    const id = memoryId(namespace, coordinate)
    const [row] = await this.#parts.store.rowsAt(namespace, [coordinate])
    if (this.#planned.has(id) || row?.deletedAt === null) {
      throw new AppError('memory/exists', { namespace, coordinate: [...coordinate] })
    }
    const input = { ...state, coordinate, namespace, ifTaken: 'refuse' } as const
    const put = putOf(input, { payload, vector: undefined, now: state.createdAt })
    this.#planned.set(id, { payload, mutation: { ...put, ...recordFromInbox(state) } })
  }

  /** Several may go into one memory, one after the other. */
  async #merge({ entry, state }: Omit<Named, 'artefact'>): Promise<void> {
    const namespace = this.#namespace
    if (state.nearest === null) throw new AppError('gate/no-nearest', { entry })
    const coordinate = [...state.nearest.coordinate]
    const memory = await this.#parts.store.get(namespace, coordinate)
    if (memory === null || memory.deletedAt !== null) {
      throw new AppError('memory/not-found', { namespace, coordinate })
    }
    const { id, version: expectedVersion } = memory
    const before = this.#planned.get(id)?.payload.json ?? memory.payload
    const payload = this.#read(setFields({ namespace, coordinate, payload: before }, state.payload))
    const guard = { coordinate, id, kind: 'patch', when: 'living', expectedVersion } as const
    this.#planned.set(id, { payload, mutation: { ...guard, set: stateOf(payload) } })
  }

  #read(payload: string): Payload {
    return readPayload(payload, this.#parts.limits, this.#parts.textFields)
  }
}

type OpenPlace = (place: { readonly namespace: string; readonly entry: string }) => Promise<OpenEntry>
type Named = OpenEntry & { readonly entry: string }

const summaryOf = (how: ManyEntries['how'], count: number): string => {
  const writes = count === 1 ? '1 stopped write' : `${count.toLocaleString('en')} stopped writes`
  if (how === 'store') return `Stored ${writes} after all`
  return how === 'merge' ? `Merged ${writes} into what they are like` : `Threw ${writes} away`
}

/** Settles several stopped writes in one change. What cannot be settled this way stays in the inbox and is named. */
export class SettleMany {
  readonly #parts: InboxParts
  readonly #open: OpenPlace

  constructor(parts: InboxParts, open: OpenPlace) {
    this.#parts = parts
    this.#open = open
  }

  async settle(many: ManyEntries, author: string): Promise<ManySettled> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#try(many, author)
      } catch (error) {
        const isRace = error instanceof MutationRefused || error instanceof ArtefactRefused
        if (!isRace || attempt === ATTEMPTS) throw error
      }
    }
  }

  async #try(many: ManyEntries, author: string): Promise<ManySettled> {
    const { namespace, how } = many
    const pair = this.#parts.vectors.current()
    const unopened = new Batch(this.#parts, namespace)
    const opened: Named[] = []
    for (const entry of new Set(many.entries)) {
      const found = await unopened.attempt(entry, () => this.#open({ namespace, entry }))
      if (found !== null) opened.push({ ...found, entry })
    }
    // Where a place was found for a write, another does as well by now.
    const placed = how === 'store' ? opened.filter(({ state }) => state.isPlaced === true) : []
    const vectors = await pair.sync.vectorsOf(placed.map(({ payload }) => payload.text))
    const commit = async (places: readonly (readonly number[])[]): Promise<ManySettled> => {
      const free = new Map(placed.map(({ entry }, i) => [entry, places[i] ?? []]))
      const batch = new Batch(this.#parts, namespace)
      batch.leftOut.push(...unopened.leftOut)
      for (const one of opened) await batch.add(one, how, free.get(one.entry) ?? one.state.coordinate)
      return this.#commit(many, batch, { author, pair })
    }
    return placed.length === 0 ? commit([]) : this.#parts.places.use({ namespace, vectors, pair }, commit)
  }

  async #commit(
    { namespace, how }: ManyEntries,
    batch: Batch,
    { author, pair }: { readonly author: string; readonly pair: VectorPair },
  ): Promise<ManySettled> {
    const summary = summaryOf(how, batch.removed.length)
    const mutations = await batch.mutations(pair)
    const change = { author, action: how, summary, mutations, artefacts: batch.removed, pair }
    const committed = await this.#parts.journal.commit({ namespace, ...change, onMismatch: 'fail' })
    await this.#parts.limit.hold(namespace, committed, author)
    const { change: made } = committed
    return { seq: made?.seq ?? 0, count: batch.removed.length, summary, leftOut: batch.leftOut }
  }
}
