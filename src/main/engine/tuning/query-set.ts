import type { QuerySource } from '#contract/tuning'
import { randomFrom, sampleOf } from '../fractal/random.ts'
import { ALL_MEMORIES } from '../life/all-memories.ts'
import type { Embedder, MemoryKey, MemoryStore } from '../ports.ts'
import type { GoldenSets } from '../quality/golden-sets.ts'
import type { SavedQueries } from '../recall/saved-queries.ts'

/** Words of a question that is made of a memory's text. */
const FEWEST_WORDS = 3
const MOST_WORDS = 12
/** Texts that are embedded in one call. */
const BATCH = 64

/** Queries with their vectors. */
export interface QuerySet {
  readonly texts: readonly string[]
  /** Row-major [texts.length x dimension]. */
  readonly vectors: Float32Array
  /** The memory that a query was made of, which it must not find; null for one that somebody asked. */
  readonly own: readonly (MemoryKey | null)[]
  /** Queries that have no vector, as the embedder knows none of their words. */
  readonly silent: number
}

export interface QuerySources {
  readonly store: MemoryStore
  readonly golden: GoldenSets
  readonly saved: SavedQueries
}

interface Asking {
  readonly text: string
  readonly own: MemoryKey | null
}

/** The queries of a source, each once, with vectors. */
export const querySetOf = async (
  sources: QuerySources,
  embedder: Embedder,
  { namespace, source }: { readonly namespace: string; readonly source: QuerySource },
): Promise<QuerySet> => {
  const asking = await askingOf(sources, namespace, source)
  const vectors: Float32Array[] = []
  const heard: Asking[] = []
  for (let at = 0; at < asking.length; at += BATCH) {
    const some = asking.slice(at, at + BATCH)
    const rows = await embedder.embed(
      some.map(({ text }) => text),
      { kind: 'query' },
    )
    for (const [i, one] of some.entries()) {
      const vector = rows.subarray(i * embedder.dimension, (i + 1) * embedder.dimension)
      if (!vector.some((value) => value !== 0)) continue
      vectors.push(vector)
      heard.push(one)
    }
  }
  const joined = new Float32Array(heard.length * embedder.dimension)
  for (const [i, vector] of vectors.entries()) joined.set(vector, i * embedder.dimension)
  return {
    texts: heard.map(({ text }) => text),
    vectors: joined,
    own: heard.map(({ own }) => own),
    silent: asking.length - heard.length,
  }
}

const askingOf = async (
  { store, golden, saved }: QuerySources,
  namespace: string,
  source: QuerySource,
): Promise<Asking[]> => {
  switch (source.from) {
    case 'random':
      return randomQueries(store, namespace, source)
    case 'saved':
      return once([
        ...(await saved.list(namespace)).map(({ query }) => query),
        ...(await golden.queriesOf(namespace)),
      ])
    default:
      return once(source.texts)
  }
}

const once = (texts: readonly string[]): Asking[] =>
  [...new Set(texts.map((text) => text.trim()))]
    .filter((text) => text !== '')
    .map((text) => ({ text, own: null }))

/** Of texts by chance: half of the words of each, in their order, as somebody who remembers it half would ask. */
const randomQueries = async (
  store: MemoryStore,
  namespace: string,
  { count, seed }: Extract<QuerySource, { from: 'random' }>,
): Promise<Asking[]> => {
  const random = randomFrom(seed)
  const keys = await store.matching(namespace, ALL_MEMORIES)
  const drawn = sampleOf(keys, count, random)
  const rows = await store.rows(drawn)
  return rows
    .map(({ key, text }) => ({ text: halfOf(text, random), own: key }))
    .filter(({ text }) => text !== '')
}

const halfOf = (text: string, random: () => number): string => {
  const words = text.split(/\s+/u).filter((word) => word !== '')
  const places = Uint32Array.from(words, (_, place) => place)
  const size = Math.max(FEWEST_WORDS, Math.min(MOST_WORDS, Math.round(words.length / 2)))
  const kept = new Set(sampleOf(places, size, random))
  return words.filter((_, place) => kept.has(place)).join(' ')
}
