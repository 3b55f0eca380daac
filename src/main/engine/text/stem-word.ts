import { stemmer } from 'stemmer'

const english = /^[a-z]{3,}$/
const memo = new Map<string, string>()
/** Distinct words of a large corpus; past it the memo starts over, which costs a microsecond a word. */
const memoLimit = 50_000

/**
 * The stem of a folded English word (Porter, "An algorithm for suffix stripping", 1980); any other word as it is.
 * Remembered, because Porter's regular expressions are most of an analysis and texts repeat their words.
 */
export const stemWord = (word: string): string => {
  if (!english.test(word)) return word
  const known = memo.get(word)
  if (known !== undefined) return known
  if (memo.size >= memoLimit) memo.clear()
  const stem = stemmer(word)
  memo.set(word, stem)
  return stem
}
