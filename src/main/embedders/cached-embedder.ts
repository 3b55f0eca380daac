import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Embedder } from '#engine/ports'

interface CacheStats {
  readonly hits: number
  readonly misses: number
  readonly entries: number
  /** Bytes of vectors and keys held. */
  readonly bytes: number
}

export interface CachedEmbedder extends Embedder {
  stats(): CacheStats
}

/** 16 MiB: 8,000 vectors of 512 dimensions. */
const defaultBytes = 16 * 1024 * 1024
const bytesOf = (vector: Float32Array, key: string): number => vector.byteLength + key.length * 2

/** Texts that are not in the cache, each once, with the rows of the answer that wait for it. */
const groupMisses = (
  keys: readonly string[],
  cache: LRUCache<string, Float32Array>,
  fill: (row: number, vector: Float32Array) => void,
): Map<string, number[]> => {
  const missing = new Map<string, number[]>()
  keys.forEach((key, row) => {
    const vector = cache.get(key)
    const rows = missing.get(key)
    if (vector !== undefined) fill(row, vector)
    else if (rows !== undefined) rows.push(row)
    else missing.set(key, [row])
  })
  return missing
}

/**
 * Remembers what an embedder answered (EMB-5), by embedder id, kind and SHA-256 of the text, the least recently used
 * going first beyond `maxBytes`. A batch asks the embedder once, for its unknown texts only, each once; if that
 * fails, nothing is remembered. A repeat within a batch counts as a hit.
 */
export const createCachedEmbedder = (
  embedder: Embedder,
  { maxBytes = defaultBytes }: { readonly maxBytes?: number } = {},
): CachedEmbedder => {
  const { id, dimension } = embedder
  const cache = new LRUCache<string, Float32Array>({ maxSize: maxBytes, sizeCalculation: bytesOf })
  let hits = 0
  let misses = 0
  const embed: Embedder['embed'] = async (texts, options) => {
    options?.signal?.throwIfAborted()
    const kind = options?.kind ?? 'document'
    const out = new Float32Array(texts.length * dimension)
    const fill = (row: number, vector: Float32Array): void => out.set(vector, row * dimension)
    const keys = texts.map((text) => `${id} ${kind} ${hash('sha256', text, 'base64')}`)
    const missing = groupMisses(keys, cache, fill)
    hits += texts.length - missing.size
    misses += missing.size
    if (missing.size === 0) return out
    const unknown = [...missing.values()].map(([row]) => texts[row!]!)
    const vectors = await embedder.embed(unknown, options)
    ;[...missing].forEach(([key, rows], i) => {
      const vector = vectors.slice(i * dimension, (i + 1) * dimension)
      cache.set(key, vector)
      for (const row of rows) fill(row, vector)
    })
    return out
  }
  return {
    id,
    dimension,
    embed,
    stats: () => ({ hits, misses, entries: cache.size, bytes: cache.calculatedSize }),
  }
}
