import type { FarLink, LinkedFarInput, NearestInput, NearUnlinkedInput, UnlinkedPair } from '#contract/graph'
import type { MemoryRow } from '#contract/memory'
import { randomFrom, sampleOf } from '../fractal/random.ts'
import type { GraphColumns } from '../graph-ports.ts'
import { ALL_MEMORIES } from '../life/all-memories.ts'
import type { MemoryKey, MemoryStore } from '../ports.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import { type DismissedPairs, pairKey } from './dismissed-pairs.ts'

/** Nearest memories that are looked at for each one: the first that no link joins is mostly among them. */
const NEAREST = 8
/** Memories, or links, between two looks at who waits. */
const SLICE = 32
/** Times that what was found is told before the end. */
const REPORTS = 20

interface Found {
  readonly a: MemoryKey
  readonly b: MemoryKey
  readonly similarity: number
}

export interface Findings<P> {
  readonly done: number
  readonly total: number
  readonly of: number
  readonly isComplete: boolean
  readonly pairs: P[]
}

export interface PairSearchParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly dismissed: DismissedPairs
}

interface Vectors extends VectorPair {
  readonly space: number
}

/**
 * What meaning and links say of two memories where they disagree (LNK-6), and the nearest as links. Every search is a
 * call of its own, so that others have their turn between two of them.
 */
export class PairSearch {
  readonly #parts: PairSearchParts

  constructor(parts: PairSearchParts) {
    this.#parts = parts
  }

  async *nearUnlinked(query: NearUnlinkedInput, signal: AbortSignal): AsyncGenerator<Findings<UnlinkedPair>> {
    const { namespace, limit } = query
    const vectors = await this.#vectors(namespace)
    const all = await this.#parts.store.matching(namespace, ALL_MEMORIES)
    const chosen = sampleOf(all, query.sample, randomFrom(query.seed))
    const best = new Best<Found>(limit, (x, y) => y.similarity - x.similarity)
    const seen = new Set(await this.#parts.dismissed.keys(namespace, 'near'))
    for await (const { part, ...standing } of inSlices(chosen, signal)) {
      const near = (await Promise.all([...part].map((key) => this.#near(vectors, key, query)))).flat()
      const fresh = near.filter(({ a, b }) => isFirst(seen, `${a} ${b}`))
      for (const one of await this.#apart(namespace, fresh, query.hops)) best.add(one)
      if (!standing.isTold) continue
      const pairs = await this.#named(best.items)
      const told = await Promise.all(
        pairs.map(async (pair) => ({ ...pair, hops: await this.#hops(namespace, pair) })),
      )
      yield { ...standing.told, of: all.length, pairs: told }
    }
  }

  async *linkedFar(query: LinkedFarInput, signal: AbortSignal): AsyncGenerator<Findings<FarLink>> {
    const { namespace, limit, maxSimilarity } = query
    const vectors = await this.#vectors(namespace)
    const columns = await this.#parts.store.graphColumns(namespace)
    const all = linksOfTypes(columns, query.types)
    const chosen = sampleOf(all, query.sample, randomFrom(query.seed)).sort(
      (x, y) => (columns.from[x] as number) - (columns.from[y] as number) || x - y,
    )
    const best = new Best<Found & { link: number }>(limit, (x, y) => x.similarity - y.similarity)
    const dismissed = await this.#parts.dismissed.keys(namespace, 'far')
    for await (const { part, ...standing } of inSlices(chosen, signal)) {
      for (const one of await this.#similarities(vectors, columns, part)) {
        if (one.similarity <= maxSimilarity && !dismissed.has(pairKey(one.a, one.b))) best.add(one)
      }
      if (!standing.isTold) continue
      const pairs = (await this.#named(best.items)).map(({ link, ...pair }) => ({
        ...pair,
        type: columns.typeNames[columns.type[link] as number] as string,
        weight: columns.weight[link] as number,
      }))
      yield { ...standing.told, of: all.length, pairs }
    }
  }

  /** Each pair once; what has no vector, or is gone, has none. */
  async nearest({ namespace, coordinates, k, minSimilarity }: NearestInput, signal: AbortSignal) {
    const { store } = this.#parts
    const vectors = await this.#vectors(namespace)
    const found: Found[] = []
    const seen = new Set<string>()
    for (const at of coordinates) {
      signal.throwIfAborted()
      const key = await store.keyOf(namespace, at)
      const near = key === null ? [] : await this.#near(vectors, key, { minSimilarity, k })
      found.push(...near.filter(({ a, b }) => isFirst(seen, `${a} ${b}`)))
    }
    const pairs = await this.#named(found)
    return pairs.map(({ a, b, similarity }) => ({ a: a.coordinate, b: b.coordinate, similarity }))
  }

  async #vectors(namespace: string): Promise<Vectors> {
    const { space } = await this.#parts.store.space(namespace)
    const pair = this.#parts.vectors.current()
    pair.sync.hurry()
    return { ...pair, space }
  }

  /** The nearest of a memory as pairs, the smaller key first; none where it has no vector, or the index fails. */
  async #near(
    { index, space, sync }: Vectors,
    key: MemoryKey,
    { minSimilarity, k = NEAREST }: { readonly minSimilarity: number; readonly k?: number },
  ): Promise<Found[]> {
    try {
      const vector = await index.vectorOf(space, key)
      if (vector === null) return []
      const { keys, scores } = await index.search({ space, vector, k: k + 1 })
      return [...keys].flatMap((other, i) => {
        const similarity = scores[i] as number
        if (other === key || similarity < minSimilarity) return []
        return [{ a: Math.min(key, other), b: Math.max(key, other), similarity }]
      })
    } catch (error) {
      sync.report(error)
      return []
    }
  }

  /** Those of the pairs that no way of so many links joins. */
  async #apart(namespace: string, pairs: readonly Found[], most: number): Promise<Found[]> {
    const sorted = [...pairs].sort((x, y) => x.a - y.a || x.b - y.b)
    const [a, b] = [Uint32Array.from(sorted, (pair) => pair.a), Uint32Array.from(sorted, (pair) => pair.b)]
    const hops = await this.#parts.store.hops(namespace, { a, b, most })
    return sorted.filter((_, i) => hops[i] === 0)
  }

  async #hops(namespace: string, { a, b }: { a: MemoryRow; b: MemoryRow }): Promise<number | null> {
    const query = { namespace, from: a.coordinate, to: b.coordinate, withoutTypes: [], without: [], k: 1 }
    const found = this.#parts.store.paths({ ...query, by: 'hops', direction: 'both' })
    // One of them may have gone meanwhile.
    return (await found.catch(() => []))[0]?.cost ?? null
  }

  async #similarities(vectors: Vectors, { keys, from, to }: GraphColumns, links: Uint32Array) {
    const found: (Found & { link: number })[] = []
    for (let i = 0; i < links.length; ) {
      const start = i
      const source = from[links[start] as number] as number
      while (i < links.length && from[links[i] as number] === source) i++
      const group = links.subarray(start, i)
      const ends = Uint32Array.from(group, (link) => keys[to[link] as number] as number)
      const a = keys[source] as number
      const similarities = await this.#similaritiesTo(vectors, a, ends)
      group.forEach((link, at) => {
        const similarity = similarities?.[at] ?? Number.NaN
        if (Number.isFinite(similarity)) found.push({ a, b: ends[at] as number, similarity, link })
      })
    }
    return found
  }

  async #similaritiesTo({ index, space, sync }: Vectors, key: MemoryKey, others: Uint32Array) {
    try {
      const vector = await index.vectorOf(space, key)
      return vector && (await index.similarities(space, vector, others))
    } catch (error) {
      sync.report(error)
      return null
    }
  }

  /** Rows in place of keys; a pair of which one is gone by now is left out. */
  async #named<F extends Found>(found: readonly F[]) {
    const keys = new Set(found.flatMap(({ a, b }) => [a, b]))
    const rows = await this.#parts.store.rows(Uint32Array.from(keys))
    const rowOf = new Map(rows.map(({ key, row }) => [key, row]))
    return found.flatMap((pair) => {
      const [a, b] = [rowOf.get(pair.a), rowOf.get(pair.b)]
      return a?.deletedAt !== null || b?.deletedAt !== null ? [] : [{ ...pair, a, b }]
    })
  }
}

/** The best so many, best first; of two that are as good the earlier. */
class Best<F> {
  readonly #limit: number
  readonly #order: (x: F, y: F) => number
  items: F[] = []

  constructor(limit: number, order: (x: F, y: F) => number) {
    this.#limit = limit
    this.#order = order
  }

  add(one: F): void {
    const at = this.items.findIndex((other) => this.#order(one, other) < 0)
    if (at === -1 && this.items.length >= this.#limit) return
    this.items.splice(at === -1 ? this.items.length : at, 0, one)
    if (this.items.length > this.#limit) this.items.pop()
  }
}

const isFirst = (seen: Set<string>, pair: string): boolean => {
  if (seen.has(pair)) return false
  seen.add(pair)
  return true
}

const linksOfTypes = ({ from, type, typeNames }: GraphColumns, wanted: readonly string[] | undefined) => {
  const isWanted = typeNames.map((name) => wanted === undefined || wanted.includes(name))
  return Uint32Array.from(from.keys()).filter((link) => isWanted[type[link] as number])
}

/** A part of the sample after the other; what was found is told now and then, and at the end. */
async function* inSlices(chosen: Uint32Array, signal: AbortSignal) {
  const total = chosen.length
  const between = Math.max(SLICE, Math.ceil(total / REPORTS / SLICE) * SLICE)
  for (let at = 0; at < total || at === 0; at += SLICE) {
    signal.throwIfAborted()
    const done = Math.min(total, at + SLICE)
    const isComplete = done === total
    yield {
      part: chosen.slice(at, done),
      isTold: isComplete || done % between === 0,
      told: { done, total, isComplete },
    }
  }
}
