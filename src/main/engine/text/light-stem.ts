const doubledConsonant = /([^aeiouls])\1$/
const sibilantPlural = /(?:s|x|z|ch|sh)es$/

const dropDoubling = (stem: string): string => (doubledConsonant.test(stem) ? stem.slice(0, -1) : stem)

const dropPlural = (word: string): string => {
  if (sibilantPlural.test(word)) return word.slice(0, -2)
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word
}

/**
 * Takes off plural, -ing, -ed and a final -e, and nothing else: `caches`, `cached` and `caching` meet at `cach`.
 * Derivations (`relation`, `relate`) stay apart.
 */
export const lightStem = (word: string): string => {
  if (word.length < 4) return word
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1)
  if (word.endsWith('ing') && word.length > 5) return dropDoubling(word.slice(0, -3))
  if (word.endsWith('ed') && word.length > 4) return dropDoubling(word.slice(0, -2))
  const singular = dropPlural(word)
  return singular.length > 4 && singular.endsWith('e') ? singular.slice(0, -1) : singular
}
