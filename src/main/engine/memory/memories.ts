import { AppError } from '#contract/errors'
import type {
  BulkOutcome,
  BulkStoreInput,
  Page,
  PageQuery,
  StoreInput,
  StoreOutcome,
} from '#contract/memories'
import type { ChangeReceipt, Memory, MemoryRow, MemoryType, MemoryVersion } from '#contract/memory'
import { definedOnly } from '../defined-only.ts'
import type { Hooks } from '../life/hooks.ts'
import { observedWrite } from '../observe/observed-work.ts'
import type { Observer } from '../observe/observer.ts'
import type { MemoryState, Mutation, NamespaceStats } from '../ports.ts'
import { bulkStore } from './bulk-store.ts'
import { bare, commitOne, notFound, type Place, receiptOf } from './commit-one.ts'
import { memoryId } from './coordinate.ts'
import { nameOf } from './name-of.ts'
import { patchMany } from './patch-many.ts'
import { type Payload, readPayload } from './payload.ts'
import { stateOf } from './put-of.ts'
import { setFields } from './set-fields.ts'
import { StoreMemories, type StoringParts } from './store-memories.ts'

export interface Places {
  readonly namespace: string
  readonly coordinates: readonly (readonly number[])[]
}

interface MemoriesParts extends StoringParts {
  readonly hooks: Hooks
  readonly observer?: Observer | undefined
  /** Whether what was stored just now is in another store too. */
  readonly isTold?: (() => Promise<boolean>) | undefined
}

type Fields = Pick<MemoryState, 'type' | 'importance' | 'timestamp' | 'pinned'>
type Patch = { readonly [K in keyof Fields]?: Fields[K] | undefined }

export class Memories {
  readonly #parts: MemoriesParts

  readonly #storing: StoreMemories

  constructor(parts: MemoriesParts) {
    this.#parts = parts
    this.#storing = new StoreMemories(parts)
  }

  async page(query: PageQuery): Promise<Page> {
    return { offset: query.offset, ...(await this.#parts.store.page(query)) }
  }

  /** @throws AppError `memory/not-found` */
  async get(place: Place): Promise<Memory> {
    const memory = await this.#parts.store.get(place.namespace, place.coordinate)
    return memory ?? notFound(place)
  }

  getMany(namespace: string, coordinates: readonly (readonly number[])[]): Promise<(Memory | null)[]> {
    return this.#parts.store.memoriesAt(namespace, coordinates)
  }

  store = (input: StoreInput, author: string): Promise<StoreOutcome> =>
    this.#hooked('store', { ...input, author }, [input], () => this.#saying(this.#storing.one(input, author)))

  remember: StoreMemories['remember'] = (input, author) =>
    this.#hooked('store', { ...input, author }, [input], () =>
      this.#saying(this.#storing.remember(input, author)),
    )

  storeMany = (...args: Parameters<StoreMemories['many']>): ReturnType<StoreMemories['many']> => {
    const [namespace, inputs, { author }] = args
    return this.#hooked('store-many', { namespace, author }, inputs, () => this.#storing.many(...args))
  }

  /** MEM-11. */
  storeBulk(input: BulkStoreInput, author: string, signal: AbortSignal): AsyncGenerator<BulkOutcome> {
    const { store, limits } = this.#parts
    return bulkStore({ store, limits, storing: { many: this.storeMany } }, input, author, signal)
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
    const [vector] = payload ? await pair.sync.vectorsOf([payload.text]) : []
    const mutation: Mutation = {
      coordinate: place.coordinate,
      id: memoryId(place.namespace, place.coordinate),
      kind: 'patch',
      when: 'living',
      set: { ...definedOnly(fields), ...(payload && stateOf(payload)) },
      ...(expectedVersion !== undefined && { expectedVersion }),
      ...(vector && { vector }),
    }
    const title = payload === undefined ? await nameOf(this.#parts.store, place) : `"${payload.title}"`
    const change = { author, action: 'update', summary: `Edited ${title}`, reason, pair }
    const committed = await commitOne(this.#parts.journal, place, mutation, change)
    const outcome = committed.outcomes[0]
    const version = outcome?.is === 'done' ? outcome.version : (await this.get(place)).version
    return { ...receiptOf(committed), version }
  }

  /** @throws AppError `memory/not-found`, `memory/seal-broken`, `memory/conflict` */
  async setFields(
    place: Place,
    {
      payload,
      ...change
    }: { payload: string; expectedVersion?: number | undefined; reason?: string | undefined },
    author: string,
  ): Promise<ChangeReceipt & { version: number }> {
    const memory = await this.get(place)
    if (memory.deletedAt !== null) return notFound(place)
    const merged = setFields(memory, this.#read(payload).json)
    const expectedVersion = change.expectedVersion ?? memory.version
    return this.update(place, { ...change, payload: merged, expectedVersion }, author)
  }

  updateMany(
    places: Places,
    patch: Patch,
    reason: string | undefined,
    author: string,
  ): Promise<ChangeReceipt> {
    const fields = Object.keys(definedOnly(patch)).join(', ')
    const summary = (memories: string) => `Changed ${fields} of ${memories}`
    const change = { patch, when: 'living', author, action: 'update', summary, reason } as const
    return patchMany(this.#parts, { ...places, ...change })
  }

  /** Moves memories to the bin (MEM-9). */
  async remove(
    { namespace, coordinates }: Places,
    reason: string | undefined,
    author: string,
  ): Promise<ChangeReceipt> {
    const patch = { deletedAt: this.#parts.clock.now() }
    const summary = (memories: string) => `Deleted ${memories}`
    const change = { patch, when: 'living', author, action: 'delete', summary, reason } as const
    const about = { kind: 'delete', namespace, author, memories: coordinates.length } as const
    return observedWrite(this.#parts, about, () =>
      this.#parts.hooks.around(
        'forget',
        () => ({ namespace, author, coordinates }),
        () => patchMany(this.#parts, { namespace, coordinates, ...change }),
      ),
    )
  }

  /** Brings memories back from the bin. */
  restore(places: Places, reason: string | undefined, author: string): Promise<ChangeReceipt> {
    const summary = (memories: string) => `Restored ${memories}`
    const patch = { deletedAt: null }
    const change = { patch, when: 'binned', author, action: 'restore', summary, reason } as const
    return patchMany(this.#parts, { ...places, ...change })
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
    const committed = await commitOne(this.#parts.journal, place, mutation, {
      author,
      action: 'restore',
      summary,
      reason,
      pair,
    })
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

  #hooked<T>(
    kind: 'store' | 'store-many',
    { namespace, author }: { readonly namespace: string; readonly author: string },
    inputs: readonly { readonly payload: string; readonly coordinate?: readonly number[] }[],
    work: () => Promise<T>,
  ): Promise<T> {
    const writes = () => inputs.map(({ payload, coordinate = null }) => ({ payload, coordinate }))
    const about = { kind, namespace, author, memories: inputs.length } as const
    return observedWrite(this.#parts, about, () =>
      this.#parts.hooks.around('store', () => ({ namespace, author, writes: writes() }), work),
    )
  }

  /** STO-5: what another store was not told of in time is kept all the same, and says so. */
  async #saying<T extends StoreOutcome>(storing: Promise<T>): Promise<T> {
    const outcome = await storing
    const { isTold } = this.#parts
    if (!outcome.stored || isTold === undefined || (await isTold())) return outcome
    return { ...outcome, pending: true }
  }

  #read(payload: string): Payload {
    return readPayload(payload, this.#parts.limits, this.#parts.textFields)
  }
}
