const K1 = 1.2
const B = 0.75
/** What a term weighs that most documents have: it would be less than nothing, and is almost nothing instead. */
const ALMOST_NOTHING = 1e-6

/**
 * BM25 with the constants and the inverse document frequency of SQLite's FTS5, so that either may answer for the other.
 */
export const inverseFrequency = (documents: number, withTerm: number): number => {
  const idf = Math.log((documents - withTerm + 0.5) / (withTerm + 0.5))
  return idf > 0 ? idf : ALMOST_NOTHING
}

const K3 = 3
/**
 * What a word weighs that a query has so often: 1, 1.6, 2, 2.3 ... towards 4. Okapi's k3 (Robertson et al., 1995); to count
 * every repetition in full costs where a text happens to say one word again and again (docs/recall-quality.md).
 */
export const weightOfRepeats = (count: number): number => ((K3 + 1) * count) / (K3 + count)

/** The part of the formula that is the same for a whole query: `part = gain * count / (count + flat + slope * length)`. */
export interface Norm {
  readonly flat: number
  readonly slope: number
}

/** No document can have more than its term's gain. */
export const gainOf = (idf: number, weight: number): number => idf * weight * (K1 + 1)

export const normOf = (averageLength: number): Norm => ({
  flat: K1 * (1 - B),
  slope: (K1 * B) / averageLength,
})
