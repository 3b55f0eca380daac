import { analyze, type Token } from '../text/analyzer.ts'

export interface Snippet {
  readonly snippet: string
  /** [start, end) of matched words in the snippet, in order, without overlap. */
  readonly highlights: [number, number][]
}

/** The stretches of a text that a query matched: [start, end), in order, without overlap. */
export const highlightsIn = (text: string, queryTerms: ReadonlySet<string>): [number, number][] =>
  merged(
    analyze(text).filter(({ term }) => queryTerms.has(term)),
    0,
  )

/** What stands behind the title, which is the payload's own or the beginning of the text. */
export const textAfterTitle = (text: string, title: string): string => {
  let at = text.search(/\S|$/)
  // The title has its white space folded, the text has not.
  for (const char of title) {
    if (char === ' ' && /\s/.test(text[at] ?? '')) {
      while (/\s/.test(text[at] ?? '')) at++
    } else if (text.startsWith(char, at)) at += char.length
    else return text
  }
  const rest = text.slice(at)
  // A long text is cut for its title where the room ends, and that may be within a word.
  if (!/\S$/.test(title) || !/^\S/.test(rest)) return rest.trimStart()
  const word = rest.search(/\s/)
  return word < 0 ? '' : `… ${rest.slice(word).trimStart()}`
}

const LENGTH = 260
/** Longer texts are read up to here: a snippet needs one good passage, not the best of a book. */
const READ_AT_MOST = 20_000

/** The passage of a text that holds the most different words of the query, with these words marked. */
export const snippetOf = (text: string, queryTerms: ReadonlySet<string>): Snippet => {
  const matched = analyze(text.slice(0, READ_AT_MOST)).filter(({ term }) => queryTerms.has(term))
  const start = wordStart(text, bestStart(matched, text.length))
  const end = wordEnd(text, Math.min(text.length, start + LENGTH))
  const lead = start > 0 ? '… ' : ''
  const snippet = lead + text.slice(start, end).replaceAll(/\s/g, ' ') + (end < text.length ? ' …' : '')
  const inside = matched.filter((token) => token.start >= start && token.end <= end)
  return { snippet, highlights: merged(inside, lead.length - start) }
}

/** A bit before the matched word from which a passage sees the most different words. */
const bestStart = (matched: readonly Token[], length: number): number => {
  if (matched.length === 0 || length <= LENGTH) return 0
  let best = { start: 0, words: 0 }
  for (const { start } of matched) {
    const seen = matched.filter((token) => token.start >= start && token.end <= start + LENGTH)
    const words = new Set(seen.map(({ term }) => term)).size
    if (words > best.words) best = { start, words }
  }
  return Math.min(Math.max(0, best.start - 40), length - LENGTH)
}

/** Moves to where a word begins, so that no passage starts with half a word. */
const wordStart = (text: string, at: number): number => {
  if (at === 0) return 0
  const space = text.slice(at, at + 30).search(/\s/)
  return space < 0 ? at : at + space + 1
}

const wordEnd = (text: string, at: number): number => {
  if (at >= text.length) return text.length
  const space = text.lastIndexOf(' ', at)
  return space > at - 30 ? space : at
}

/** An identifier matches whole and in parts: overlapping marks become one. */
const merged = (tokens: readonly Token[], shift: number): [number, number][] => {
  const marks: [number, number][] = []
  for (const { start, end } of tokens) {
    const last = marks.at(-1)
    if (last && start + shift <= last[1]) last[1] = Math.max(last[1], end + shift)
    else marks.push([start + shift, end + shift])
  }
  return marks
}
