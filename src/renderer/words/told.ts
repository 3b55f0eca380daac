import { IntlMessageFormat } from 'intl-messageformat'
import { spoken } from './locale.ts'
import { type Pattern, patternsOf, type SaidTexts, type Values, valuesIn } from './sentence-patterns.ts'

/** Values of these names are sentences of the engine themselves, or parts of one. */
const IS_SENTENCE = /^(what|why)/
const MOST_KNOWN = 2000
/** Longer than any sentence of the engine. A server may say more, and to part it takes more than the square of its length. */
const MOST_LETTERS = 2000

interface Book {
  readonly texts: SaidTexts['texts']
  readonly patterns: readonly Pattern[]
  readonly formats: Map<string, IntlMessageFormat>
  readonly known: Map<string, string>
}

let book: Book | null = null
spoken.subscribe(() => {
  book = null
})

const openBook = ({ patterns, texts }: SaidTexts): Book => ({
  texts,
  patterns: patternsOf(patterns),
  formats: new Map(),
  known: new Map(),
})

/**
 * What the engine says, in the language of now. The engine says it in English, whoever listens, and the journal keeps it
 * so: here it is known again by its pattern (`words/en/said`) and told anew. What no pattern knows stays as it is: words of
 * a server or a driver, of a person, and of a program of another age.
 */
export const told = (sentence: string): string => {
  const { said: given } = spoken.getState()
  if (given === null || sentence === '' || sentence.length > MOST_LETTERS) return sentence
  book ??= openBook(given)
  const known = book.known.get(sentence)
  if (known !== undefined) return known
  const text = tell(book, sentence)
  if (book.known.size >= MOST_KNOWN) book.known.clear()
  book.known.set(sentence, text)
  return text
}

const tell = (from: Book, sentence: string): string => {
  for (const pattern of from.patterns) {
    const values = valuesIn(pattern, sentence)
    if (values !== null) return formatOf(from, pattern.key).format(toldValues(values)) as string
  }
  return sentence
}

const toldValues = (values: Values): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && IS_SENTENCE.test(name) ? told(value) : value,
    ]),
  )

const formatOf = ({ formats, texts }: Book, key: string): IntlMessageFormat => {
  const known = formats.get(key)
  if (known) return known
  const format = new IntlMessageFormat(texts[key] ?? '', spoken.getState().locale)
  formats.set(key, format)
  return format
}
