import { analyze, type Token } from '#engine/text/analyzer'
import { foldWord } from '#engine/text/fold-word'

/** Terms hold letters and digits only, so the quotes can't be broken out of. */
export const quoted = (term: string): string => `"${term}"`

export interface SearchWords {
  /** FTS5 query for texts that have every word, the last one at least as the beginning of a term. */
  readonly match: string
  /**
   * Where the last word is half typed, its term may not begin like it: `runni` is on its way to `running`, which is
   * kept as `run`. Texts that match this and have `literally` as it was typed are meant too.
   */
  readonly begun: { readonly match: string; readonly literally: string } | null
}

/** A stem is at most so much shorter than its word. */
const LONGEST_SUFFIX = 7
const SHORTEST_STEM = 3

/** What is typed into a search field; null where it has no words. */
export const searchWords = (search: string): SearchWords | null => {
  const tokens = analyze(search)
  const last = tokens.at(-1)
  if (last === undefined) return null
  const match = (ending: (token: Token) => string): string =>
    chunksOf(tokens)
      .map((chunk) => chunkQuery(chunk, (token) => (isAtEnd(token) ? ending(token) : quoted(token.term))))
      .join(' AND ')
  const isAtEnd = ({ end }: Token): boolean => end === search.length
  const typed = search.slice(last.start, last.end)
  const stem = foldWord(typed).slice(0, Math.max(SHORTEST_STEM, typed.length - LONGEST_SUFFIX))
  const canBeLonger = isAtEnd(last) && typed.length > SHORTEST_STEM
  return {
    match: match((token) => beginnings(token, search)),
    begun: canBeLonger
      ? {
          match: match((token) => (token === last ? `${quoted(stem)}*` : beginnings(token, search))),
          literally: typed,
        }
      : null,
  }
}

const beginnings = ({ term, start, end }: Token, search: string): string => {
  const beginning = foldWord(search.slice(start, end))
  const words = [...new Set([term, beginning])].filter((word) => word !== '')
  return `(${words.map((word) => `${quoted(word)}*`).join(' OR ')})`
}

/** An identifier (`getUserName`) is the token of the whole, followed by those of its parts. */
const chunksOf = (tokens: readonly Token[]): Token[][] => {
  const chunks: Token[][] = []
  for (const token of tokens) {
    const whole = chunks.at(-1)?.[0]
    const isPart = whole !== undefined && token.start >= whole.start && token.end <= whole.end
    if (isPart) chunks.at(-1)?.push(token)
    else chunks.push([token])
  }
  return chunks
}

/** An identifier is found as it is written, or by all of its parts. */
const chunkQuery = ([whole, ...parts]: readonly Token[], query: (token: Token) => string): string => {
  if (whole === undefined) return ''
  return parts.length === 0 ? query(whole) : `(${query(whole)} OR (${parts.map(query).join(' AND ')}))`
}
