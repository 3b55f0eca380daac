import { analyze } from '../../text/analyzer.ts'

/** With fewer words a half says nothing. */
const FEWEST_WORDS = 4

export interface Halves {
  readonly asked: string
  /** What is to be found. */
  readonly rest: string
}

/** Cuts a text before its middle word; null where it is too short. Either half may be the one that asks. */
export const halvesOf = (text: string, random: () => number): Halves | null => {
  const words = analyze(text)
  const middle = words[words.length >> 1]
  if (words.length < FEWEST_WORDS || middle === undefined) return null
  const [first, second] = [text.slice(0, middle.start), text.slice(middle.start)]
  return random() < 0.5 ? { asked: first, rest: second } : { asked: second, rest: first }
}
