import { splitIdentifier } from '#engine/text/split-identifier'

/** Row numbers by word, lower case, most frequent first. */
export type Vocabulary = ReadonlyMap<string, number>

const ascii = /^[\0-\x7f]*$/
const accents = /[\u0300-\u036f]/g
const chunk = /[a-z0-9]+(?:(?:_+|[-.'&])[a-z0-9]+)*/gi
const endings = ['s', 'es', 'ing', 'ed', 'd', 'ly']

export const vocabularyOf = (words: readonly string[]): Vocabulary =>
  new Map(words.map((word, row) => [word, row]))

const plainLetters = (text: string): string =>
  ascii.test(text) ? text : text.normalize('NFKD').replace(accents, '').replace(/’/g, "'")

const rowOfPart = (part: string, vocabulary: Vocabulary): number | undefined => {
  const known = vocabulary.get(part)
  if (known !== undefined) return known
  const ending = endings.find((end) => part.endsWith(end) && vocabulary.has(part.slice(0, -end.length)))
  return ending === undefined ? undefined : vocabulary.get(part.slice(0, -ending.length))
}

/**
 * Rows of the known words of a text, in order, repeats included. Vocabularies hold surface forms (`caches` beside
 * `cache`, `well-known`), so words are looked up unstemmed and whole; an unknown one by its parts (`HttpOnly`,
 * `user's`), an unknown part without its ending.
 */
export const rowsOf = (text: string, vocabulary: Vocabulary): number[] => {
  const rows: number[] = []
  for (const [word] of plainLetters(text).matchAll(chunk)) {
    const row = vocabulary.get(word.toLowerCase())
    if (row !== undefined) rows.push(row)
    else {
      for (const part of splitIdentifier(word)) {
        for (const piece of part.text.toLowerCase().split("'")) {
          const found = rowOfPart(piece, vocabulary)
          if (found !== undefined) rows.push(found)
        }
      }
    }
  }
  return rows
}
