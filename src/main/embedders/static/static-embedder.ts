import type { Embedder, EmbedderName } from '#engine/ports'
import { type EmbedInto, embedInSlices } from '../embed-in-slices.ts'
import { addFeature, hashFeature } from '../hash-feature.ts'
import { scaleToNorm } from '../scale-to-norm.ts'
import type { StaticAsset } from './asset-format.ts'
import { createLexicalHalf } from './lexical-half.ts'
import { rowsOf, type Vocabulary, vocabularyOf } from './vocabulary.ts'

export interface StaticEmbedder extends Embedder {
  /**
   * Writes the vector of one text to `dimension` cells of `out` from `offset`, without waiting: for workers.
   * Vectors are L2-normalised and never zero; see {@link createStaticEmbedder} for texts that say nothing.
   */
  readonly embedInto: EmbedInto
}

const lexicalDimensions = 256
// Measured in docs/embedder.md: three parts meaning to one part letters, in squared norm.
const semanticNorm = Math.sqrt(0.75)
const lexicalNorm = Math.sqrt(0.25)

const createSemanticHalf = ({ scales, cells, dimension }: StaticAsset, vocabulary: Vocabulary): EmbedInto => {
  const rowBytes = dimension / 2
  // The frequency weight is baked into the rows, so the vector of a text is their plain sum.
  return (text, out, offset) => {
    for (const row of rowsOf(text, vocabulary)) {
      const scale = scales[row]!
      let cell = offset
      for (let i = row * rowBytes; i < (row + 1) * rowBytes; i++) {
        const pair = cells[i]!
        out[cell] = out[cell]! + scale * ((pair & 15) - 8)
        out[cell + 1] = out[cell + 1]! + scale * ((pair >> 4) - 8)
        cell += 2
      }
    }
  }
}

/** A text without a word (`!?`, emoji, nothing) is the bag of its characters; the empty text is one of them. */
const addCharacters = (text: string, out: Float32Array, offset: number): void => {
  const characters = text.trim() === '' ? [''] : text.trim()
  for (const character of characters) {
    addFeature(out, offset, lexicalDimensions, hashFeature(character, 2), 1)
  }
}

/** What the embedder of an asset is called, and how long its vectors are. */
export const staticName = ({
  release,
  dimension,
}: Pick<StaticAsset, 'release' | 'dimension'>): EmbedderName => ({
  id: `static-en@${release}`,
  dimension: dimension + lexicalDimensions,
})

/**
 * The default embedder (EMB-2): meaning from a table of word vectors beside letters from hashed terms, joined
 * sqrt(.75) : sqrt(.25). A vector of the asset's dimension + 256, always of length 1: a text that no half knows is
 * made of its characters, and all empty texts share one vector that nothing else is near to.
 * English; blind to word order and negation (docs/embedder.md).
 */
export const createStaticEmbedder = (asset: StaticAsset): StaticEmbedder => {
  const { id, dimension } = staticName(asset)
  const vocabulary = vocabularyOf(asset.words)
  const addMeaning = createSemanticHalf(asset, vocabulary)
  const addTerms = createLexicalHalf(vocabulary, asset.sourceWords, lexicalDimensions)
  const embedInto: EmbedInto = (text, out, offset) => {
    const lexical = offset + asset.dimension
    out.fill(0, offset, offset + dimension)
    addMeaning(text, out, offset)
    const hasMeaning = scaleToNorm(out, offset, asset.dimension, semanticNorm)
    addTerms(text, out, lexical)
    const hasTerms = scaleToNorm(out, lexical, lexicalDimensions, lexicalNorm)
    if (hasMeaning && hasTerms) return
    if (!hasMeaning && !hasTerms) addCharacters(text, out, lexical)
    // Signed features can cancel to nothing.
    if (!scaleToNorm(out, offset, dimension, 1)) out[lexical] = 1
  }
  return {
    id,
    dimension,
    embedInto,
    embed: (texts, options) => embedInSlices(texts, dimension, embedInto, options?.signal),
  }
}
