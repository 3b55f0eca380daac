/** One record of a table, from where it begins. */
export type CsvRecord =
  | {
      readonly is: 'record'
      readonly fields: readonly string[]
      readonly end: number
      readonly lines: number
    }
  /** It may go on in the text that follows. */
  | { readonly is: 'cut' }
  | { readonly is: 'broken'; readonly why: string }

/**
 * RFC 4180, and any delimiter: a field that begins with a quote ends with one, and has two for one inside.
 * @param isEnd whether nothing follows the text
 */
export const readRecord = (
  text: string,
  start: number,
  { delimiter, isEnd }: { readonly delimiter: string; readonly isEnd: boolean },
): CsvRecord => {
  const fields: string[] = []
  let lines = 1
  for (let at = start; ; ) {
    let end: number
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1)
      if (close < 0 || (close === text.length - 1 && !isEnd)) {
        return isEnd ? { is: 'broken', why: 'a quote is opened and never closed' } : { is: 'cut' }
      }
      const value = text.slice(at + 1, close)
      lines += value.split('\n').length - 1
      fields.push(value.replaceAll('""', '"'))
      end = close + 1
      if (text[end] === '\r') end++
    } else {
      end = endOfPlain(text, at, delimiter)
      if (end === text.length && !isEnd) return { is: 'cut' }
      fields.push(
        text[end] === '\n' && text[end - 1] === '\r' ? text.slice(at, end - 1) : text.slice(at, end),
      )
    }
    if (end >= text.length) return isEnd ? { is: 'record', fields, end, lines } : { is: 'cut' }
    if (text[end] === '\n') return { is: 'record', fields, end: end + 1, lines }
    if (text[end] !== delimiter) return { is: 'broken', why: 'text follows a closing quote' }
    at = end + 1
  }
}

const closingQuote = (text: string, from: number): number => {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at
  }
  return -1
}

const endOfPlain = (text: string, from: number, delimiter: string): number => {
  const line = text.indexOf('\n', from)
  const field = text.indexOf(delimiter, from)
  const end = line < 0 ? text.length : line
  return field >= 0 && field < end ? field : end
}

/** What parts the columns of a table, by its first line. */
export const delimiterOf = (line: string): string => {
  const counts = [',', ';', '\t', '|'].map((one) => [one, line.split(one).length] as const)
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}
