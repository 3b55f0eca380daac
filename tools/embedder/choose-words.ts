import { rowsOf } from '../../src/main/embedders/static/vocabulary.ts'
import type { Synset } from './read-wordnet.ts'
import type { Settings } from './settings.ts'

/** The embedder's own reading of a text would come upon this word. */
const isFindable = (word: string): boolean => rowsOf(word, new Map([[word, 0]])).length === 1

/**
 * Ranks of the words that get a row, in order: the `frequent` most frequent, and the words of WordNet's lemmas up to
 * the rank `rarest`, since those can be trained. What is left out are rare names, numbers and misspellings: two rows
 * of five, and no task misses them.
 */
export const chooseWords = (
  words: readonly string[],
  synsets: readonly Synset[],
  { frequent, rarest }: Settings,
): number[] => {
  const taught = new Set<string>()
  for (const { lemmas } of synsets) {
    for (const lemma of lemmas) {
      const lower = lemma.toLowerCase()
      for (const word of [...lower.split(' '), ...lower.split(/[^a-z0-9]+/)]) taught.add(word)
    }
  }
  return [...words.keys()].slice(0, rarest).filter((rank) => {
    const word = words[rank]!
    return (rank < frequent || taught.has(word)) && isFindable(word)
  })
}
