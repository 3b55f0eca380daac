import type { Tensor } from './runtime.ts'

export type Pooling = 'mean' | 'cls'

/**
 * One vector a text out of the vectors of its tokens: their mean, or that of the first. Padding does not count.
 * @param hidden [texts x tokens x dimension]
 * @param mask [texts x tokens], 1 where there is a token
 * @returns a row a text, not normalised
 */
export const poolRows = (hidden: Tensor, mask: Tensor, pooling: Pooling): Float64Array[] => {
  const [texts = 0, tokens = 0, dimension = 0] = hidden.dims
  return Array.from({ length: texts }, (_, text) => {
    const row = new Float64Array(dimension)
    for (let token = 0; token < tokens; token++) {
      if (Number(mask.data[text * tokens + token]) === 0) continue
      const from = (text * tokens + token) * dimension
      for (let i = 0; i < dimension; i++) row[i] = (row[i] as number) + Number(hidden.data[from + i])
      if (pooling === 'cls') break
    }
    // The mean differs from the sum in length alone, and that is made 1 anyway.
    return row
  })
}
