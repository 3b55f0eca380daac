import { analyze } from '#engine/text/analyzer'
import type { EmbedInto } from '../embed-in-slices.ts'
import { addFeature, hashFeature } from '../hash-feature.ts'
import type { Vocabulary } from './vocabulary.ts'
import { createWordWeight } from './word-weight.ts'

/** Two cells a term: a clash in one of them halves the damage. */
const cellsOfTerm = 2

interface Weighted {
  readonly weight: number
  count: number
}

/**
 * Adds the hashed terms of a text to `dimensions` cells of a vector: the half that knows names, numbers and
 * identifiers that no word vector covers. Weights: a / (a + p) of the word as written (1 for an unknown word),
 * times 1 + ln(count).
 */
export const createLexicalHalf = (
  vocabulary: Vocabulary,
  sourceWords: number,
  dimensions: number,
): EmbedInto => {
  const weightOfRank = createWordWeight(sourceWords)
  const weightOf = (word: string): number => {
    const rank = vocabulary.get(word.toLowerCase())
    return rank === undefined ? 1 : weightOfRank(rank)
  }
  return (text, out, offset) => {
    const found = new Map<string, Weighted>()
    for (const { term, start, end } of analyze(text)) {
      const known = found.get(term)
      if (known === undefined) found.set(term, { weight: weightOf(text.slice(start, end)), count: 1 })
      else known.count++
    }
    for (const [term, { weight, count }] of found) {
      const share = weight * (1 + Math.log(count))
      for (let cell = 0; cell < cellsOfTerm; cell++) {
        addFeature(out, offset, dimensions, hashFeature(term, cell), share)
      }
    }
  }
}
