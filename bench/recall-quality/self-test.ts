import type { SelfTest } from '#contract/recall'
import { randomFrom, sampleOf } from '#engine/fractal/random'
import type { Pool } from '#engine/recall/self-test/ask-pool'
import { POOL_SIZE, poolsFor, selfTestOf } from '#engine/recall/self-test/self-test'
import type { TextEmbedder } from './cosine-search.ts'

/** The engine's self-test of a store, over documents in an array. */
export const testStore = async (
  documents: readonly string[],
  embedder: TextEmbedder,
): Promise<SelfTest | null> => {
  const random = randomFrom(1)
  const { dimension } = embedder
  const rowsOf = (texts: readonly string[]): Float32Array => {
    const rows = new Float32Array(texts.length * dimension)
    for (const [i, text] of texts.entries()) embedder.embedInto(text, rows, i * dimension)
    return rows
  }
  const poolOf = (places: Uint32Array): Pool => {
    const texts = [...places].map((place) => documents[place]!)
    const rows = rowsOf(texts)
    const similarities = async (vector: Float32Array) =>
      Float64Array.from(texts, (_, i) =>
        vector.reduce((sum, value, j) => sum + value * rows[i * dimension + j]!, 0),
      )
    return { texts, similarities }
  }
  const all = Uint32Array.from(documents.keys())
  const pools = (function* () {
    for (let left = poolsFor(all.length); left > 0; left--) yield poolOf(sampleOf(all, POOL_SIZE, random))
  })()
  const embed = async (texts: readonly string[]) => rowsOf(texts)
  const found = await selfTestOf(pools, { dimension, embed }, { random, breathe: async () => {} })
  return found && { ...found, memories: documents.length, at: 0 }
}
