import { applyEdits, format } from 'jsonc-parser'

interface Printing {
  /** Sentences are told as JSON too. */
  readonly json: boolean
  /** Nothing is told of how far a command is. */
  readonly quiet: boolean
}

let printing: Printing = { json: false, quiet: false }

/** Said once, before the command begins. */
export const printAs = (how: Printing): void => {
  printing = how
}

/** Whether nothing is to be told of how far a command is. */
export const isQuiet = (): boolean => printing.quiet

/** How far a command is, on the error stream. */
export const tellProgress = (line: string): void => {
  if (!printing.quiet) process.stderr.write(`soma: ${line}\n`)
}

/** What a command says in words, or as this object where JSON is asked for. */
export const saySentence = (sentence: string, told: object): void =>
  say(printing.json ? JSON.stringify(told) : sentence)

/** Standard output is for data and nothing else. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

export const sayJson = (value: unknown): void => say(JSON.stringify(value, null, 2))

/** JSON that is there as text, laid out; its digits and the order of its keys stay what they are (MEM-3). */
export const sayJsonText = (text: string): void => {
  const edits = format(text, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' })
  say(applyEdits(text, edits))
}

/** A memory as JSON text with its payload as it was stored. */
export const withPayload = ({ payload, ...rest }: { readonly payload: string }): string =>
  `${JSON.stringify({ ...rest, payload: 0 }).slice(0, -2)}${payload}}`

/** Numbers as floats, as the programs expect that read this: `[[1.0,2.5]]`. */
export const coordinatesText = (rows: readonly { readonly coordinate: readonly number[] }[]): string => {
  const lists = rows.map(({ coordinate: numbers }) => `[${numbers.map(floatText).join(',')}]`)
  return `[${lists.join(',')}]`
}

const floatText = (value: number): string =>
  Number.isInteger(value) && !String(value).includes('e') ? `${value}.0` : String(value)
