import type { RememberInput, RememberOutcome, StoreInput, StoreOutcome } from '#contract/memories'
import type { ChangeReceipt } from '#contract/memory'
import type { ArtefactMutation } from '../artefact-ports.ts'
import type { MemoryLimit } from '../decay/memory-limit.ts'
import type { Gate } from '../gate/gate.ts'
import { gateRecord } from '../gate/gate-record.ts'
import type { Inbox } from '../gate/inbox.ts'
import type { Candidate, Ruling } from '../gate/trial.ts'
import type { Journal } from '../journal/journal.ts'
import type { Places } from '../life/places.ts'
import type { Clock, LinkDraft, MemoryStore } from '../ports.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import { readOwnVector } from '../vectors/own-vector.ts'
import { commitOne, fail, notFound, receiptOf } from './commit-one.ts'
import { memoryId } from './coordinate.ts'
import { type Payload, type PayloadLimits, readPayload } from './payload.ts'
import { putOf } from './put-of.ts'

export interface StoringParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly vectors: ActiveVectors
  readonly gate: Gate
  readonly inbox: Inbox
  readonly places: Places
  readonly limit: Pick<MemoryLimit, 'hold'>
  readonly clock: Clock
  readonly limits: PayloadLimits
  /** Which fields are embedded and searched, in order of preference (MEM-6). */
  readonly textFields: readonly (readonly string[])[]
}

/** A write that was read and embedded. */
interface Prepared extends Embedded {
  readonly input: StoreInput & { readonly isPlaced?: boolean }
}

interface Embedded {
  readonly payload: Payload
  readonly vector: Float32Array | undefined
  /** Whose vector it is. */
  readonly pair: VectorPair
}

/** How many are stored in one change. */
interface ManyChange {
  readonly author: string
  readonly action: string
  readonly summary: string
  /** What is kept of it in the same transaction, by where the memories are. */
  readonly beside?: (places: readonly (readonly number[])[]) => readonly ArtefactMutation[]
  /** Whose vectors the writes bring along, where they bring any. */
  readonly pair?: VectorPair
}

/** One of many. Without a coordinate it comes to a free place near its meaning (LIFE-1). */
type ManyInput = Omit<StoreInput, 'namespace' | 'coordinate'> & Partial<Pick<StoreInput, 'coordinate'>>

/** What became of one of many. `taken`: there is a memory, and the write was not to replace it. */
type ItemOutcome =
  | {
      readonly is: 'stored'
      readonly version: number
      readonly created: boolean
      readonly gate: Ruling['gate']
    }
  | { readonly is: 'skipped'; readonly entry: string; readonly gate: NonNullable<Ruling['gate']> }
  | { readonly is: 'taken' }

/** Writes of whole memories: read, embedded, judged, and then stored or kept in the inbox. */
export class StoreMemories {
  readonly #parts: StoringParts

  constructor(parts: StoringParts) {
    this.#parts = parts
  }

  /**
   * Stores one memory, if the gate lets it pass; else it is kept in the inbox, and the answer says so (GATE-2). Where
   * the coordinate is taken it is an update, unless `ifTaken` refuses (MEM-5). A vector of the
   * caller's own stands in for that of the text (EMB-6).
   */
  async one(input: StoreInput, author: string): Promise<StoreOutcome> {
    return this.#pass({ input, ...(await this.#prepare(input)) }, author)
  }

  /** Stores a memory at a free place near its meaning (LIFE-1); else as {@link one}. */
  async remember(input: RememberInput, author: string): Promise<RememberOutcome> {
    const prepared = await this.#prepare(input)
    const wanted = { namespace: input.namespace, vectors: [prepared.vector], pair: prepared.pair }
    return this.#parts.places.use(wanted, async ([coordinate = []]) => {
      const placed = { ...input, coordinate, isPlaced: true, ifTaken: 'refuse' } as const
      const outcome = await this.#pass({ input: placed, ...prepared }, author)
      return outcome.stored ? { ...outcome, coordinate } : outcome
    })
  }

  async #prepare(input: Omit<StoreInput, 'coordinate' | 'ifTaken'>): Promise<Embedded> {
    const payload = this.#read(input.payload)
    await this.#refuseUnknown(input)
    const pair = this.#parts.vectors.current()
    const own = input.vector === undefined ? undefined : readOwnVector(input.vector, pair.embedder)
    const [vector] = own ? [own] : await pair.sync.vectorsOf([payload.text])
    return { payload, vector, pair }
  }

  #pass(prepared: Prepared, author: string): Promise<StoreOutcome> {
    const { input, pair } = prepared
    const call = { namespace: input.namespace, candidates: [candidateOf(prepared)], pair }
    return this.#parts.gate.inTurn(call, ([ruling = PASSED]) =>
      ruling.passes ? this.#storeOne(prepared, ruling, author) : this.#keepOne(prepared, ruling, author),
    )
  }

  async #storeOne(
    { input, payload, vector, pair }: Prepared,
    ruling: Ruling & { passes: true },
    author: string,
  ): Promise<StoreOutcome> {
    const { journal, limit, clock } = this.#parts
    const mutation = {
      ...putOf(input, { payload, vector, now: clock.now() }),
      ...gateRecord(ruling, input.reward),
    }
    const committed = await commitOne(journal, input, mutation, {
      author,
      action: 'store',
      summary: payload.title === '' ? 'Stored a vector' : `Stored "${payload.title}"`,
      reason: input.reason,
      links: linksOf(input),
      pair,
    })
    const outcome = committed.outcomes[0]
    if (outcome?.is !== 'done') return fail('memory/exists', input)
    const { version, created } = outcome
    await limit.hold(input.namespace, committed, author)
    return {
      stored: true,
      ...receiptOf(committed),
      count: 1,
      id: mutation.id,
      version,
      created,
      gate: ruling.gate,
    }
  }

  async #keepOne(
    { input, payload }: Prepared,
    { gate }: Ruling & { passes: false },
    author: string,
  ): Promise<StoreOutcome> {
    const { journal, inbox } = this.#parts
    const reason = input.reason ?? null
    const entry = inbox.entryOf({ input, payload, gate, author, reason })
    const summary = `Did not store "${payload.title}": the gate stopped it`
    const change = { author, action: 'gate_skip', summary, onMismatch: 'fail', mutations: [] } as const
    const committed = await journal.commit({ namespace: input.namespace, ...change, artefacts: [entry] })
    return { stored: false, seq: committed.change?.seq ?? 0, count: 0, entry: entry.id, gate }
  }

  /**
   * Stores many in one change. Each has passed the checks of a single store, or none is written; the gate judges each
   * against what was there and what came before it, and the answer says what became of each. Either all of them have a
   * coordinate, or none has.
   */
  async many(
    namespace: string,
    inputs: readonly ManyInput[],
    { pair = this.#parts.vectors.current(), ...change }: ManyChange,
    links: Parameters<Journal['commit']>[0]['links'] = [],
  ): Promise<ChangeReceipt & { items: ItemOutcome[] }> {
    const payloads = inputs.map((input) => this.#read(input.payload))
    for (const input of inputs) await this.#refuseUnknown({ ...input, namespace })
    const vectors = await this.#vectorsOf(inputs, payloads, pair)
    const store = (places: readonly (readonly number[])[], onMismatch: 'skip' | 'fail') => {
      const all = inputs.map((input, i): Prepared => {
        const coordinate = [...(places[i] as readonly number[])]
        return {
          input: { ...input, namespace, coordinate },
          payload: payloads[i] as Payload,
          vector: vectors[i],
          pair,
        }
      })
      return this.#parts.gate.inTurn({ namespace, candidates: all.map(candidateOf), pair }, (rulings) =>
        this.#storeRuled(namespace, all, rulings, { ...change, onMismatch }, links),
      )
    }
    const given = inputs.map(({ coordinate }) => coordinate).filter((place) => place !== undefined)
    if (given.length === inputs.length) return store(given, 'skip')
    return this.#parts.places.use({ namespace, vectors, pair }, (places) => store(places, 'fail'))
  }

  /** Those that were given, and for the rest those of the texts, in one go. */
  async #vectorsOf(
    inputs: readonly Pick<StoreInput, 'vector'>[],
    payloads: readonly Payload[],
    pair: VectorPair,
  ): Promise<(Float32Array | undefined)[]> {
    const own = inputs.map(({ vector }) =>
      vector === undefined ? undefined : readOwnVector(vector, pair.embedder),
    )
    const texts = payloads.filter((_, i) => own[i] === undefined).map(({ text }) => text)
    const made = (await pair.sync.vectorsOf(texts))[Symbol.iterator]()
    return own.map((vector) => vector ?? made.next().value)
  }

  async #storeRuled(
    namespace: string,
    all: readonly Prepared[],
    rulings: readonly Ruling[],
    { beside = () => [], ...change }: Omit<ManyChange, 'pair'> & { readonly onMismatch: 'skip' | 'fail' },
    links: NonNullable<Parameters<Journal['commit']>[0]['links']>,
  ): Promise<ChangeReceipt & { items: ItemOutcome[] }> {
    const { journal, inbox, limit, clock } = this.#parts
    const now = clock.now()
    const passed = all.flatMap((one, i) => {
      const ruling = rulings[i]
      return ruling?.passes ? [{ ...one, ruling }] : []
    })
    const entries = all.map((one, i) => {
      const ruling = rulings[i]
      if (ruling === undefined || ruling.passes) return null
      return inbox.entryOf({
        ...one,
        gate: ruling.gate,
        author: change.author,
        reason: one.input.reason ?? null,
      })
    })
    const committed = await journal.commit({
      namespace,
      ...change,
      mutations: passed.map((one) => ({
        ...putOf(one.input, { ...one, now }),
        ...gateRecord(one.ruling, one.input.reward),
      })),
      links: [...links, ...passed.flatMap(({ input }) => linksOf(input))],
      artefacts: [
        ...entries.filter((entry) => entry !== null),
        ...beside(all.map(({ input }) => input.coordinate)),
      ],
      ...(all[0] && { pair: all[0].pair }),
    })
    await limit.hold(namespace, committed, change.author)
    const outcomes = [...committed.outcomes]
    const items = rulings.map((ruling, i): ItemOutcome => {
      const entry = entries[i]
      if (entry && !ruling.passes) return { is: 'skipped', entry: entry.id, gate: ruling.gate }
      const outcome = outcomes.shift()
      return outcome?.is === 'done' ? { ...outcome, is: 'stored', gate: ruling.gate } : { is: 'taken' }
    })
    const { seq, count } = receiptOf(committed)
    return { seq, count: count - committed.artefacts.length, items }
  }

  /** What a memory takes the place of, or is linked to, has to be there (GATE-4, LNK-1). */
  async #refuseUnknown({
    namespace,
    coordinate: own,
    supersedes,
    links = [],
  }: Pick<StoreInput, 'namespace' | 'supersedes' | 'links'> &
    Partial<Pick<StoreInput, 'coordinate'>>): Promise<void> {
    const others = links
      .map(({ to }) => to)
      .filter((to) => own === undefined || memoryId('', to) !== memoryId('', own))
    const places = supersedes === undefined ? others : [supersedes, ...others]
    if (places.length === 0) return
    const rows = await this.#parts.store.rowsAt(namespace, places)
    const missing = places.find((_, i) => rows[i]?.deletedAt !== null)
    if (missing !== undefined) notFound({ namespace, coordinate: missing })
  }

  #read(payload: string): Payload {
    return readPayload(payload, this.#parts.limits, this.#parts.textFields)
  }
}

const PASSED: Ruling = { passes: true, gate: null, why: null }

const candidateOf = ({ input, payload, vector }: Prepared): Candidate => {
  const { coordinate, reward, pinned, force, supersedes } = input
  return { coordinate, title: payload.title, vector, reward, pinned, force, supersedes }
}

/** GATE-4: the link is the mark, so whatever undoes the newer memory takes the mark away with it. */
const linksOf = ({ coordinate: from, supersedes, links = [] }: StoreInput): LinkDraft[] => {
  const own = links.map((link) => ({ ...link, from }))
  if (supersedes === undefined || memoryId('', from) === memoryId('', supersedes)) return own
  return [...own, { from, to: supersedes, type: 'supersedes', weight: 1, note: null }]
}
