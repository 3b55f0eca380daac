import type { SelfTest } from '#contract/recall'
import { randomFrom, sampleOf } from '#engine/fractal/random'
import type { Pool } from '#engine/recall/self-test/ask-pool'
import { POOL_SIZE, poolsFor, selfTestOf } from '#engine/recall/self-test/self-test'
import type { TextEmbedder } from './cosine-search.ts'
import type { Embedders, System } from './measure-task.ts'
import type { Task } from './tasks.ts'

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
    const similarities = async (vector: Float32Array) => {
      const cosines = new Float64Array(texts.length)
      for (let i = 0, at = 0; i < texts.length; i++) {
        for (let j = 0; j < dimension; j++, at++) cosines[i]! += vector[j]! * rows[at]!
      }
      return cosines
    }
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

const sides = ['hashing', 'glove', 'vector'] as const

/**
 * What each embedder's self-test says of a store, beside what its labels say: rows of task, embedder, mean reciprocal
 * places of words and meaning, the interval of their difference, nDCG of both, and whether the test tells the better one.
 */
export const selfTestRows = async (
  { name, documents }: Pick<Task, 'name' | 'documents'>,
  embedders: Embedders,
  ndcg: (system: System) => number | undefined,
): Promise<string[][]> => {
  const rows: string[][] = []
  for (const side of sides) {
    const embedder = embedders[side]
    const test = embedder && (await testStore(documents, embedder))
    const [words, meaning] = [ndcg('keyword'), ndcg(side)]
    if (!test || words === undefined || meaning === undefined) continue
    const { keyword, vector, low, high } = test
    const isBetter = meaning > words
    const says = low > 0 ? 'meaning' : high < 0 ? 'words' : 'neither'
    const verdict = says === 'neither' ? 'undecided' : (says === 'meaning') === isBetter ? 'right' : 'wrong'
    rows.push([
      ...[name, side, keyword.toFixed(2), vector.toFixed(2), `[${low.toFixed(2)}, ${high.toFixed(2)}]`, says],
      ...[words.toFixed(1), meaning.toFixed(1), verdict],
    ])
  }
  return rows
}
