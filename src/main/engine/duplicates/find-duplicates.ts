import type { DuplicateCluster, DuplicateReport } from '#contract/duplicates'
import type { Filter } from '#contract/filter'
import type { MemoryKey, MemoryStore } from '../ports.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import type { PairLabels } from './pair-labels.ts'
import { type Group, UnionFind } from './union-find.ts'

/** Neighbours that are asked for first: most memories have no duplicate. */
const ASKED = 8
/** Of one memory no more are followed; a group that is larger hangs together by its other members. */
const MOST_ASKED = 512
/** Memories that are looked at side by side, and between two reports of progress. */
const SIDE_BY_SIDE = 8
const SLICE = 96
/** Members of a cluster that are named. */
const NAMED = 50
/** A cosine is a sum of float32 products: two copies of a vector may be a hair apart. */
const HAIR = 1e-6

const EVERYTHING: Filter = {
  is: 'or',
  any: [
    { is: 'type', value: 'episodic' },
    { is: 'type', value: 'semantic' },
  ],
}

export interface DuplicateQuery {
  readonly namespace: string
  /** Cosine. */
  readonly similarity: number
  readonly sample: number
  readonly limit: number
  readonly exact: boolean
}

export type DuplicateItem =
  | { readonly type: 'progress'; readonly done: number; readonly total: number; readonly found: number }
  | { readonly type: 'result'; readonly report: DuplicateReport }

export interface DuplicatesParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly labels: PairLabels
}

interface Look extends VectorPair {
  readonly space: number
  readonly query: DuplicateQuery
  /** Pairs that somebody judged different. */
  readonly apart: ReadonlySet<string>
}

interface Pair {
  readonly a: MemoryKey
  readonly b: MemoryKey
  readonly likeness: number
}

/** Groups of memories each of which is like another of them. The same memories give the same answer. */
export class Duplicates {
  readonly #parts: DuplicatesParts

  constructor(parts: DuplicatesParts) {
    this.#parts = parts
  }

  /** A few searches at a time, so that others have their turn; it can be cancelled between them. */
  async *find(query: DuplicateQuery, signal: AbortSignal): AsyncGenerator<DuplicateItem> {
    const { store, vectors } = this.#parts
    const { namespace, sample } = query
    const { space } = await store.space(namespace)
    const keys = await store.matching(namespace, EVERYTHING)
    const looked = evenly(keys, sample)
    const pair = vectors.current()
    pair.sync.hurry()
    const look: Look = { ...pair, space, query, apart: await this.#apart(namespace) }
    const groups = new UnionFind()
    yield { type: 'progress', done: 0, total: looked.length, found: 0 }
    for (let at = 0; at < looked.length; at += SLICE) {
      for (const pair of await this.#slice(look, looked.subarray(at, at + SLICE), signal)) {
        groups.join(pair.a, pair.b, pair.likeness)
      }
      const done = Math.min(looked.length, at + SLICE)
      yield { type: 'progress', done, total: looked.length, found: groups.count }
    }
    const report = await this.#report(groups.groups(), query.limit)
    yield { type: 'result', report: { memories: keys.length, looked: looked.length, ...report } }
  }

  async #slice(look: Look, keys: Uint32Array, signal: AbortSignal): Promise<Pair[]> {
    const pairs: Pair[] = []
    for (let at = 0; at < keys.length; at += SIDE_BY_SIDE) {
      signal.throwIfAborted()
      const some = [...keys.subarray(at, at + SIDE_BY_SIDE)]
      const found = await Promise.all(some.map((key) => likes(look, key, signal)))
      pairs.push(...found.flat())
    }
    return pairs
  }

  async #apart(namespace: string): Promise<Set<string>> {
    const { store, labels } = this.#parts
    const judged = (await labels.list(namespace)).labels.filter(({ verdict }) => verdict === 'different')
    const apart = new Set<string>()
    for (const { members } of judged) {
      const keys = await Promise.all(members.map((place) => store.keyOf(namespace, place)))
      for (const [i, a] of keys.entries()) {
        for (const b of keys.slice(i + 1)) if (a !== null && b !== null) apart.add(pairKey(a, b))
      }
    }
    return apart
  }

  /** The most alike first, then the one with the oldest memory. */
  async #report(
    groups: readonly Group[],
    limit: number,
  ): Promise<Omit<DuplicateReport, 'memories' | 'looked'>> {
    const sorted = groups
      .map(({ members, ...likeness }) => ({ ...likeness, members: members.toSorted((a, b) => a - b) }))
      .sort((a, b) => b.most - a.most || (a.members[0] as number) - (b.members[0] as number))
    const clusters: DuplicateCluster[] = []
    for (const group of sorted.slice(0, limit)) clusters.push(await this.#cluster(group))
    const inClusters = sorted.reduce((sum, { members }) => sum + members.length, 0)
    return {
      total: sorted.length,
      inClusters,
      clusters: clusters.filter(({ members }) => members.length > 1),
    }
  }

  async #cluster({ members, least, most }: Group): Promise<DuplicateCluster> {
    const rows = await this.#parts.store.rows(Uint32Array.from(members.slice(0, NAMED)))
    const byKey = new Map(rows.map(({ key, row }) => [key, row]))
    const named = members.slice(0, NAMED).flatMap((key) => byKey.get(key) ?? [])
    // What was deleted while it was looked for is no duplicate any more.
    const living = named.filter(({ deletedAt }) => deletedAt === null)
    return { size: members.length - (named.length - living.length), least, most, members: living }
  }
}

/** What is like a memory. */
const likes = async (look: Look, key: MemoryKey, signal: AbortSignal): Promise<Pair[]> => {
  const { index, space, query, apart } = look
  const vector = await index.vectorOf(space, key)
  if (vector === null) return []
  for (let k = ASKED; ; k *= 8) {
    const search = { space, vector, k, signal, ...(query.exact && { exact: true }) }
    const { keys, scores } = await index.search(search)
    const pairs: Pair[] = []
    for (const [i, b] of keys.entries()) {
      const likeness = Math.min(1, scores[i] as number)
      if (likeness < query.similarity - HAIR) return pairs
      if (b !== key && !apart.has(pairKey(key, b))) pairs.push({ a: key, b, likeness })
    }
    if (keys.length < k || k >= MOST_ASKED) return pairs
  }
}

const pairKey = (a: MemoryKey, b: MemoryKey): string => `${Math.min(a, b)} ${Math.max(a, b)}`

/** From the first to the last, as many as asked for, all of them where there are no more. */
const evenly = (keys: Uint32Array, sample: number): Uint32Array => {
  const wanted = Math.min(keys.length, sample)
  if (wanted === keys.length) return keys
  return Uint32Array.from(
    { length: wanted },
    (_, i) => keys[Math.floor((i * keys.length) / wanted)] as number,
  )
}
