import { cosine } from '../gate/nearest.ts'
import { cutText } from '../memory/cut-text.ts'

/** A sentence of a source; without a vector only its place speaks for it. */
export interface Sentence {
  readonly text: string
  readonly vector: Float32Array | undefined
}

const MOST_SENTENCES = 5
const MOST_CHARACTERS = 800
/** How much being near the middle counts against saying something new. */
const RELEVANCE = 0.7
const TITLE_LENGTH = 80

/**
 * The sentences that say what all are about, each something that those before it do not say: maximal marginal relevance
 * (Carbonell and Goldstein 1998) to the middle of the sources. They stand in the order of the sources and word for word.
 */
export const extractSummary = (
  sentences: readonly Sentence[],
  centre: Float32Array | undefined,
): { readonly title: string; readonly summary: string } => {
  const different = withoutTwins(sentences)
  const chosen: number[] = []
  let length = 0
  while (chosen.length < MOST_SENTENCES && chosen.length < different.length) {
    const next = best(different, chosen, centre)
    const size = (different[next] as Sentence).text.length
    if (chosen.length > 0 && length + size > MOST_CHARACTERS) break
    chosen.push(next)
    length += size
  }
  const title = different[chosen[0] ?? -1]?.text ?? ''
  const summary = [...chosen]
    .sort((a, b) => a - b)
    .map((at) => cutText((different[at] as Sentence).text, MOST_CHARACTERS))
    .join(' ')
  return { title: shortened(title), summary }
}

/** Of equal ones the first. */
const best = (
  sentences: readonly Sentence[],
  chosen: readonly number[],
  centre: Float32Array | undefined,
): number => {
  let found = -1
  let most = Number.NEGATIVE_INFINITY
  for (const [at, { vector }] of sentences.entries()) {
    if (chosen.includes(at)) continue
    const relevance = vector && centre ? cosine(vector, centre) : 0
    const told = chosen.map((other) => likeness(vector, sentences[other]?.vector))
    const score = RELEVANCE * relevance - (1 - RELEVANCE) * Math.max(0, ...told)
    if (score > most) {
      most = score
      found = at
    }
  }
  return found
}

const likeness = (a: Float32Array | undefined, b: Float32Array | undefined): number =>
  a && b ? cosine(a, b) : 0

const withoutTwins = (sentences: readonly Sentence[]): Sentence[] => {
  const seen = new Set<string>()
  return sentences.filter(({ text }) => {
    const folded = text.toLowerCase()
    if (seen.has(folded)) return false
    seen.add(folded)
    return true
  })
}

const shortened = (text: string): string =>
  text.length <= TITLE_LENGTH ? text : `${cutText(text, TITLE_LENGTH - 1).trimEnd()}…`
