import { type Embedder, type EmbedOptions, TextRefused } from '../ports.ts'

/**
 * The vectors of texts, each for itself. A text that the embedder refuses has none and keeps nobody else from theirs.
 * @throws what the embedder throws where it fails as a whole
 */
export const embedEach = async (
  embedder: Embedder,
  texts: readonly string[],
  options: EmbedOptions & { readonly onRefused: (reason: string) => void },
): Promise<(Float32Array | undefined)[]> => {
  const { onRefused, ...rest } = options
  const { dimension } = embedder
  const vectors: (Float32Array | undefined)[] = texts.map(() => undefined)
  for (let left = texts.map((text, at) => ({ text, at })); left.length > 0; ) {
    try {
      const rows = await embedder.embed(
        left.map(({ text }) => text),
        { kind: 'document', ...rest },
      )
      left.forEach(({ at }, row) => {
        vectors[at] = rows.slice(row * dimension, (row + 1) * dimension)
      })
      return vectors
    } catch (error) {
      if (!(error instanceof TextRefused) || left[error.index] === undefined) throw error
      onRefused(error.message)
      left = left.filter((_, i) => i !== error.index)
    }
  }
  return vectors
}

/** Row-major [vectors.length x dimension]. */
export const joinVectors = (vectors: readonly Float32Array[], dimension: number): Float32Array => {
  const rows = new Float32Array(vectors.length * dimension)
  vectors.forEach((vector, i) => {
    rows.set(vector, i * dimension)
  })
  return rows
}
