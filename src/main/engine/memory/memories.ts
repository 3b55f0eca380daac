import { AppError, isError } from '#contract/errors'
import type { Page, PageQuery, StoreInput } from '#contract/memories'
import type { ChangeReceipt, Memory, MemoryRow, MemoryType, MemoryVersion } from '#contract/memory'
import { definedOnly } from '../defined-only.ts'
import type { Journal } from '../journal/journal.ts'
import {
  type Clock,
  type Committed,
  type MemoryState,
  type MemoryStore,
  type Mutation,
  MutationRefused,
  type NamespaceStats,
} from '../ports.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import { readOwnVector } from '../vectors/own-vector.ts'
import { memoryId } from './coordinate.ts'
import { cutText } from './cut-text.ts'
import { type Payload, type PayloadLimits, readPayload } from './payload.ts'

/** Where a memory is. */
export interface Place {
  readonly namespace: string
  readonly coordinate: readonly number[]
}

export interface Places {
  readonly namespace: string
  readonly coordinates: readonly (readonly number[])[]
}

type Fields = Pick<MemoryState, 'type' | 'importance' | 'timestamp' | 'pinned'>
type Patch = { readonly [K in keyof Fields]?: Fields[K] | undefined }

/** What the journal says of a change of one memory, and whose vectors it brings along. */
interface SingleChange {
  readonly author: string
  readonly action: string
  readonly summary: string
  readonly reason: string | undefined
  readonly pair: VectorPair
}

export interface MemoriesParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly vectors: ActiveVectors
  readonly clock: Clock
  readonly limits: PayloadLimits
  /** Which fields are embedded and searched, in order of preference (MEM-6). */
  readonly textFields: readonly (readonly string[])[]
}

export class Memories {
  readonly #parts: MemoriesParts

  constructor(parts: MemoriesParts) {
    this.#parts = parts
  }

  async page(query: PageQuery): Promise<Page> {
    return { offset: query.offset, ...(await this.#parts.store.page(query)) }
  }

  /** @throws AppError `memory/not-found` */
  async get(place: Place): Promise<Memory> {
    const memory = await this.#parts.store.get(place.namespace, place.coordinate)
    return memory ?? notFound(place)
  }

  /**
   * Stores one memory; where the coordinate is taken it is an update, unless `ifTaken` refuses (MEM-5). A vector of the
   * caller's own stands in for that of the text (EMB-6).
   */
  async store(
    input: StoreInput,
    author: string,
  ): Promise<ChangeReceipt & { id: string; version: number; created: boolean }> {
    const payload = this.#read(input.payload)
    const pair = this.#parts.vectors.current()
    const own = input.vector === undefined ? undefined : readOwnVector(input.vector, pair.embedder)
    const [vector] = own ? [own] : await embedded([payload], pair)
    const mutation = this.#putOf(input, payload, vector)
    const summary = payload.title === '' ? 'Stored a vector' : `Stored "${payload.title}"`
    const change = { author, action: 'store', summary, reason: input.reason, pair }
    const committed = await this.#commit(input, mutation, change)
    const outcome = committed.outcomes[0]
    if (outcome?.is !== 'done') return fail('memory/exists', input)
    return { ...receiptOf(committed), id: mutation.id, version: outcome.version, created: outcome.created }
  }

  /** Stores many in one change. Each has passed the checks of a single store, or none is written. */
  async storeMany(
    namespace: string,
    inputs: readonly Omit<StoreInput, 'namespace'>[],
    change: { readonly author: string; readonly action: string; readonly summary: string },
    links: Parameters<Journal['commit']>[0]['links'] = [],
  ): Promise<ChangeReceipt> {
    const payloads = inputs.map((input) => this.#read(input.payload))
    const pair = this.#parts.vectors.current()
    const vectors = await embedded(payloads, pair)
    const mutations = inputs.map((input, i) =>
      this.#putOf({ ...input, namespace }, payloads[i] as Payload, vectors[i]),
    )
    return receiptOf(
      await this.#parts.journal.commit({ namespace, ...change, onMismatch: 'skip', mutations, links, pair }),
    )
  }

  /** Changes what is named; the rest stays. */
  async update(
    place: Place,
    patch: Patch & {
      readonly payload?: string | undefined
      readonly expectedVersion?: number | undefined
      readonly reason?: string | undefined
    },
    author: string,
  ): Promise<ChangeReceipt & { version: number }> {
    const { payload: source, expectedVersion, reason, ...fields } = patch
    const payload = source === undefined ? undefined : this.#read(source)
    const pair = this.#parts.vectors.current()
    const [vector] = payload ? await embedded([payload], pair) : []
    const mutation: Mutation = {
      coordinate: place.coordinate,
      id: memoryId(place.namespace, place.coordinate),
      kind: 'patch',
      when: 'living',
      set: { ...definedOnly(fields), ...(payload && stateOf(payload)) },
      ...(expectedVersion !== undefined && { expectedVersion }),
      ...(vector && { vector }),
    }
    const title =
      payload === undefined ? await this.#named(place.namespace, [place.coordinate]) : `"${payload.title}"`
    const change = { author, action: 'update', summary: `Edited ${title}`, reason, pair }
    const committed = await this.#commit(place, mutation, change)
    const outcome = committed.outcomes[0]
    const version = outcome?.is === 'done' ? outcome.version : (await this.get(place)).version
    return { ...receiptOf(committed), version }
  }

  updateMany({ namespace, coordinates }: Places, set: Patch, reason: string | undefined, author: string) {
    const summary = `Changed ${Object.keys(definedOnly(set)).join(', ')} of ${counted(coordinates.length)}`
    return this.#patchMany({ namespace, coordinates }, 'living', set, {
      author,
      action: 'update',
      summary,
      reason,
    })
  }

  /** Moves memories to the bin (MEM-9). */
  async remove({ namespace, coordinates }: Places, reason: string | undefined, author: string) {
    const summary = `Deleted ${await this.#named(namespace, coordinates)}`
    const set = { deletedAt: this.#parts.clock.now() }
    return this.#patchMany({ namespace, coordinates }, 'living', set, {
      author,
      action: 'delete',
      summary,
      reason,
    })
  }

  /** Brings memories back from the bin. */
  async restore({ namespace, coordinates }: Places, reason: string | undefined, author: string) {
    const summary = `Restored ${await this.#named(namespace, coordinates)}`
    const set = { deletedAt: null }
    return this.#patchMany({ namespace, coordinates }, 'binned', set, {
      author,
      action: 'restore',
      summary,
      reason,
    })
  }

  /** Every state, newest first. */
  async versions(place: Place, limit: number): Promise<MemoryVersion[]> {
    const versions = await this.#parts.store.versions(place.namespace, place.coordinate, limit)
    return versions.length > 0 ? versions : notFound(place)
  }

  /** Makes an earlier state the present one; a memory in the bin comes back with it. */
  async restoreVersion(
    place: Place,
    version: number,
    reason: string | undefined,
    author: string,
  ): Promise<ChangeReceipt & { version: number }> {
    if ((await this.#parts.store.keyOf(place.namespace, place.coordinate)) === null) return notFound(place)
    const state = await this.#parts.store.version(place.namespace, place.coordinate, version)
    if (state === null) throw new AppError('version/not-found', { ...bare(place), version })
    const pair = this.#parts.vectors.current()
    const [vector] = await pair.sync.vectorsOf([state.text])
    const mutation: Mutation = {
      coordinate: place.coordinate,
      id: memoryId(place.namespace, place.coordinate),
      kind: 'patch',
      when: 'exists',
      set: { ...state, deletedAt: null },
      ...(vector && { vector }),
    }
    const summary = `Restored version ${version} of "${state.title}"`
    const change = { author, action: 'restore', summary, reason, pair }
    const committed = await this.#commit(place, mutation, change)
    return { ...receiptOf(committed), version: (await this.get(place)).version }
  }

  recent = (namespace: string, limit: number): Promise<MemoryRow[]> =>
    this.#first(namespace, 'timestamp', limit)

  important = (namespace: string, limit: number): Promise<MemoryRow[]> =>
    this.#first(namespace, 'importance', limit)

  range(
    namespace: string,
    query: { min: readonly number[]; max: readonly number[]; type?: MemoryType | undefined; limit: number },
  ): Promise<MemoryRow[]> {
    return this.#parts.store.range(namespace, query)
  }

  async stats(namespace: string): Promise<NamespaceStats & { total: number }> {
    const stats = await this.#parts.store.stats(namespace)
    return { total: stats.episodic + stats.semantic, ...stats }
  }

  async #first(namespace: string, by: 'timestamp' | 'importance', limit: number): Promise<MemoryRow[]> {
    const sort = { by, direction: 'desc' } as const
    return (await this.#parts.store.page({ namespace, sort, bin: false, offset: 0, limit })).rows
  }

  #read(payload: string): Payload {
    return readPayload(payload, this.#parts.limits, this.#parts.textFields)
  }

  #putOf(input: StoreInput, payload: Payload, vector: Float32Array | undefined): Mutation {
    // MEM-4: an episode happened at a time; a fact need not have one.
    const timestamp = input.timestamp ?? (input.type === 'episodic' ? this.#parts.clock.now() : null)
    const { coordinate, type, importance } = input
    return {
      coordinate,
      id: memoryId(input.namespace, coordinate),
      kind: 'put',
      when: input.ifTaken === 'refuse' ? 'absent' : 'any',
      ...(vector && { vector }),
      set: {
        ...stateOf(payload),
        type,
        importance,
        timestamp,
        deletedAt: null,
        ...(input.pinned !== undefined && { pinned: input.pinned }),
      },
    }
  }

  async #patchMany(
    { namespace, coordinates }: Places,
    when: 'living' | 'binned',
    patch: Patch & Partial<Pick<MemoryState, 'deletedAt'>>,
    change: { author: string; action: string; summary: string; reason: string | undefined },
  ): Promise<ChangeReceipt> {
    const set: Partial<MemoryState> = definedOnly(patch)
    const mutations = coordinates.map((coordinate): Mutation => {
      return { coordinate, id: memoryId(namespace, coordinate), kind: 'patch', when, set }
    })
    const reason = change.reason ?? null
    const pair = this.#parts.vectors.current()
    return receiptOf(
      await this.#parts.journal.commit({ namespace, ...change, reason, onMismatch: 'skip', mutations, pair }),
    )
  }

  async #named(namespace: string, coordinates: readonly (readonly number[])[]): Promise<string> {
    const [only] = coordinates
    if (coordinates.length !== 1 || only === undefined) return counted(coordinates.length)
    try {
      const memory = await this.#parts.store.get(namespace, only)
      return memory === null ? counted(1) : quoted(memory.text)
    } catch (error) {
      // Also what cannot be read can be deleted.
      if (isError(error, 'memory/seal-broken')) return counted(1)
      throw error
    }
  }

  async #commit(place: Place, mutation: Mutation, change: SingleChange): Promise<Committed> {
    try {
      return await this.#parts.journal.commit({
        namespace: place.namespace,
        ...change,
        reason: change.reason ?? null,
        // A patch that changes nothing is no error; a put that is refused is.
        onMismatch: 'fail',
        mutations: [mutation],
      })
    } catch (error) {
      if (!(error instanceof MutationRefused)) throw error
      const expected = mutation.expectedVersion
      if (error.found !== 'nothing' && expected !== undefined && expected !== error.version) {
        throw new AppError('memory/conflict', { ...bare(place), expected, actual: error.version })
      }
      return mutation.when === 'absent' ? fail('memory/exists', place) : notFound(place)
    }
  }
}

const embedded = (
  payloads: readonly Payload[],
  { sync }: VectorPair,
): Promise<(Float32Array | undefined)[]> => sync.vectorsOf(payloads.map(({ text }) => text))

const stateOf = ({ json, text, title, tags }: Payload) => ({ payload: json, text, title, tags })

const receiptOf = ({ change }: Committed): ChangeReceipt => ({
  seq: change?.seq ?? 0,
  count: change?.count ?? 0,
})

const bare = ({ namespace, coordinate }: Place) => ({ namespace, coordinate: [...coordinate] })

const fail = (code: 'memory/exists' | 'memory/not-found', place: Place): never => {
  throw new AppError(code, bare(place))
}

const notFound = (place: Place): never => fail('memory/not-found', place)

const quoted = (text: string): string => `"${cutText(text.replace(/\s+/g, ' '), 80)}"`

const counted = (n: number): string => (n === 1 ? '1 memory' : `${n.toLocaleString('en')} memories`)
