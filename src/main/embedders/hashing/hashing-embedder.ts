import type { Embedder } from '#engine/ports'
import { terms } from '#engine/text/analyzer'
import { type EmbedInto, embedInSlices } from '../embed-in-slices.ts'
import { addFeature, hashFeature } from '../hash-feature.ts'
import { scaleToNorm } from '../scale-to-norm.ts'

/**
 * Plain feature hashing of the analyzer's terms (EMB-3): knows letters, not meaning. For tests, which need an
 * embedder without an asset whose vectors can be foreseen: texts with the same terms get the same vector.
 * A text without terms is hashed as it is written, so no vector is zero.
 * @throws RangeError when the dimension is not a positive whole number
 */
export const createHashingEmbedder = (dimension = 256): Embedder => {
  if (!Number.isSafeInteger(dimension) || dimension < 1) {
    throw new RangeError(`The dimension of an embedder is a positive whole number, got ${dimension}`)
  }
  const embedInto: EmbedInto = (text, out, offset) => {
    out.fill(0, offset, offset + dimension)
    for (const term of terms(text)) addFeature(out, offset, dimension, hashFeature(term), 1)
    if (scaleToNorm(out, offset, dimension, 1)) return
    addFeature(out, offset, dimension, hashFeature(text.trim()), 1)
  }
  return {
    id: `hashing-${dimension}@1`,
    dimension,
    embed: (texts, options) => embedInSlices(texts, dimension, embedInto, options?.signal),
  }
}
