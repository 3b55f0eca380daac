/** Letters that a stem and its word share at their beginning. */
const shared = (a: string, b: string): number => {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  return length
}

/** Fewer letters in common than this are chance. */
const ENOUGH = 3

/**
 * The word of the query that the index reads as this term: `cookies` for `cooki`. Stemming cuts and changes endings only,
 * so it is the word with which the term shares most; the term itself where none is near.
 */
export const wordOfTerm = (term: string, query: string): string => {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  let best = term
  let most = Math.min(ENOUGH, term.length) - 1
  for (const word of words) {
    const length = shared(term, word)
    if (length > most) {
      best = word
      most = length
    }
  }
  return best
}
