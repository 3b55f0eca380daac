import { AppError } from '#contract/errors'
import type { Shared, ShareInput } from '#contract/life'
import type { Memory, MemoryRow } from '#contract/memory'
import { memoryId } from '../memory/coordinate.ts'
import type { StoreMemories } from '../memory/store-memories.ts'
import type { LinkDraft, MemoryStore } from '../ports.ts'
import { marksOf } from '../secrets/sealed-payload.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import { rowsOf } from './episodes.ts'

/** Memories that are read at once. */
const CHUNK = 100
const MOST_LINKS = 1000
const MOST_SHARED = 10_000

interface ShareParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly memories: {
    storeMany(...args: Parameters<StoreMemories['many']>): ReturnType<StoreMemories['many']>
  }
}

/** Also the vector, which may be one of the caller's own (EMB-6) and is not to be made twice. */
interface Whole {
  readonly memory: Memory
  readonly vector: Float32Array | null
}

/** Copies memories to another namespace, with the links between them, in one change there (LIFE-5). */
export class Share {
  readonly #parts: ShareParts

  constructor(parts: ShareParts) {
    this.#parts = parts
  }

  /** @throws AppError `memory/not-found`, `memory/seal-broken`, `request/invalid` */
  async copy(input: ShareInput, author: string): Promise<Shared> {
    const { store, memories, vectors } = this.#parts
    const pair = vectors.current()
    const { namespace, to } = input
    const rows = await this.#rows(input)
    const there = await store.rowsAt(
      to,
      rows.map(({ coordinate }) => coordinate),
    )
    const isFree = (i: number): boolean => there[i] === null || there[i]?.deletedAt !== null
    const copied = rows.filter((_, i) => input.ifTaken === 'update' || isFree(i))
    const taken = rows.filter((row) => !copied.includes(row)).map(({ coordinate }) => coordinate)
    const whole = await this.#read(namespace, copied, pair)
    const links = input.links ? await this.#linksBetween(namespace, copied) : []
    const summary = `Copied ${counted(copied.length)} from ${namespace}`
    const inputs = whole.map(({ memory, vector }) => {
      const { coordinate, payload, type, importance, timestamp, pinned } = memory
      const time = timestamp === null ? {} : { timestamp }
      const force = input.gate === 'bypass'
      const own = vector === null ? {} : { vector: [...vector] }
      return {
        coordinate,
        payload,
        type,
        importance,
        ...time,
        ...own,
        pinned,
        force,
        ifTaken: HOW[input.ifTaken],
      }
    })
    if (inputs.length === 0) return { seq: 0, count: 0, summary, copied: 0, taken, stopped: 0, links: 0 }
    const { items, seq, count } = await memories.storeMany(
      to,
      inputs,
      { author, action: 'share', summary, pair },
      links,
    )
    const stored = items.filter(({ is }) => is === 'stored').length
    const late = items.flatMap((item, i) => (item.is === 'taken' ? [inputs[i]?.coordinate ?? []] : []))
    const stopped = items.filter(({ is }) => is === 'skipped').length
    return {
      ...{ seq, count, summary, copied: stored, stopped },
      taken: [...taken, ...late],
      links: count - stored,
    }
  }

  async #rows({ namespace, coordinates, filter }: ShareInput): Promise<MemoryRow[]> {
    const { store } = this.#parts
    if (coordinates !== undefined) {
      const unique = [...new Map(coordinates.map((place) => [memoryId('', place), place])).values()]
      const rows = await store.rowsAt(namespace, unique)
      return rows.map((row, i) => {
        if (row !== null && row.deletedAt === null) return row
        throw new AppError('memory/not-found', { namespace, coordinate: [...(unique[i] as number[])] })
      })
    }
    const keys = await store.matching(namespace, filter ?? NOTHING)
    if (keys.length <= MOST_SHARED) return (await rowsOf(store, keys)).map(({ row }) => row)
    const message = `lets ${keys.length.toLocaleString('en')} memories through; ${MOST_SHARED.toLocaleString('en')} can be copied at once. Copy the namespace to have all`
    throw new AppError('request/invalid', { issues: [{ path: 'filter', message }] })
  }

  async #read(namespace: string, rows: readonly MemoryRow[], pair: VectorPair): Promise<Whole[]> {
    const { space } = await this.#parts.store.space(namespace)
    const all: Whole[] = []
    for (let at = 0; at < rows.length; at += CHUNK) {
      const some = rows.slice(at, at + CHUNK)
      all.push(
        ...(await Promise.all(some.map((row) => this.#whole(namespace, row.coordinate, { pair, space })))),
      )
    }
    return all
  }

  async #whole(
    namespace: string,
    coordinate: readonly number[],
    { pair: { index }, space }: { readonly pair: VectorPair; readonly space: number },
  ): Promise<Whole> {
    const { store } = this.#parts
    const [memory, key] = await Promise.all([
      store.get(namespace, coordinate),
      store.keyOf(namespace, coordinate),
    ])
    const at = { namespace, coordinate: [...coordinate] }
    if (memory === null) throw new AppError('memory/not-found', at)
    // A seal is made for its place and cannot be carried to another unopened.
    if (marksOf(memory.payload).length > 0) throw new AppError('memory/seal-broken', at)
    return { memory, vector: key === null ? null : await index.vectorOf(space, key) }
  }

  async #linksBetween(namespace: string, rows: readonly MemoryRow[]): Promise<LinkDraft[]> {
    const copied = new Set(rows.map(({ id }) => id))
    const all: LinkDraft[] = []
    for (let at = 0; at < rows.length; at += CHUNK) {
      const some = rows.slice(at, at + CHUNK)
      const found = await Promise.all(
        some.map(async ({ coordinate }) => {
          const answer = await this.#parts.store.links(namespace, coordinate, MOST_LINKS)
          return (answer?.links ?? [])
            .filter(({ direction, memory }) => direction === 'out' && copied.has(memory.id))
            .map(({ type, weight, note, memory }) => {
              return { from: coordinate, to: memory.coordinate, type, weight, note }
            })
        }),
      )
      all.push(...found.flat())
    }
    return all
  }
}

const HOW = { skip: 'refuse', update: 'update' } as const
const NOTHING = { is: 'not', filter: { is: 'importance' } } as const

const counted = (n: number): string => (n === 1 ? '1 memory' : `${n.toLocaleString('en')} memories`)
