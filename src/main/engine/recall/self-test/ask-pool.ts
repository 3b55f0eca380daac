import { KeywordIndex } from '../../keywords/keyword-index.ts'
import type { Embedder } from '../../ports.ts'
import { terms } from '../../text/analyzer.ts'
import { weighedTerms } from '../weighed-terms.ts'
import { type Halves, halvesOf } from './halves.ts'

/** Questions of a pool, at most. The others are what an answer may be confused with. */
export const MOST_QUESTIONS = 40
/** Texts that are read between two breaths: some milliseconds. */
const TEXTS_A_BREATH = 20

/** Memories of one store, drawn by chance, whose halves are looked for among them all. */
export interface Pool {
  readonly texts: readonly string[]
  /** Cosines of a vector with the whole texts, in their order; NaN where one has no vector. */
  similarities(vector: Float32Array): Promise<Float64Array>
}

/** Reciprocal places of the right half, a question each: 1 where it came first, 0 where it was not found. */
export interface Answers {
  readonly keyword: number[]
  readonly vector: number[]
}

interface Question extends Halves {
  /** Place in the pool. */
  readonly at: number
}

/**
 * Cuts some of the texts in halves and asks with one half for the other, by words and by meaning.
 *
 * @param breathe lets other calls be answered
 */
export const askPool = async (
  pool: Pool,
  embedder: Pick<Embedder, 'embed' | 'dimension'>,
  { random, breathe }: { readonly random: () => number; readonly breathe: () => Promise<unknown> },
): Promise<Answers> => {
  const questions = pool.texts
    .slice(0, MOST_QUESTIONS)
    .map((text, at) => ({ at, halves: halvesOf(text, random) }))
    .flatMap(({ at, halves }): Question[] => (halves === null ? [] : [{ at, ...halves }]))
  if (questions.length === 0) return { keyword: [], vector: [] }
  const words = await wordsOf(pool.texts, questions, breathe)
  const keyword: number[] = []
  for (const [i, { at, asked }] of questions.entries()) {
    if (i % TEXTS_A_BREATH === 0) await breathe()
    const { terms: unique, termWeights } = weighedTerms(asked)
    const { keys } = words.best(unique, {
      limit: pool.texts.length,
      ...(termWeights && { weights: termWeights }),
    })
    keyword.push(1 / (keys.indexOf(at) + 1 || Number.POSITIVE_INFINITY))
  }
  return { keyword, vector: await byMeaning(pool, questions, embedder) }
}

/** The pool's words, with the rest in the place of each text that was cut. */
const wordsOf = async (
  texts: readonly string[],
  questions: readonly Question[],
  breathe: () => Promise<unknown>,
): Promise<KeywordIndex> => {
  const rests = new Map(questions.map(({ at, rest }) => [at, rest]))
  const words = new KeywordIndex()
  for (const [at, text] of texts.entries()) {
    if (at % TEXTS_A_BREATH === 0) await breathe()
    words.put(at, terms(rests.get(at) ?? text))
  }
  return words
}

const byMeaning = async (
  pool: Pool,
  questions: readonly Question[],
  embedder: Pick<Embedder, 'embed' | 'dimension'>,
): Promise<number[]> => {
  const { dimension } = embedder
  const asked = await embedder.embed(
    questions.map((one) => one.asked),
    { kind: 'query' },
  )
  const rests = await embedder.embed(questions.map((one) => one.rest))
  const row = (rows: Float32Array, i: number): Float32Array =>
    rows.subarray(i * dimension, (i + 1) * dimension)
  const places: number[] = []
  for (const [i, { at }] of questions.entries()) {
    const vector = row(asked, i)
    const cosines = await pool.similarities(vector)
    for (const [other, question] of questions.entries()) cosines[question.at] = dot(vector, row(rests, other))
    places.push(reciprocalPlace(cosines, at))
  }
  return places
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0)

/** Ties count against the right one; a vector of nothing finds nothing. */
const reciprocalPlace = (cosines: Float64Array, at: number): number => {
  const own = cosines[at] as number
  if (!(own !== 0)) return 0
  let before = 0
  cosines.forEach((cosine, i) => {
    if (i !== at && cosine >= own) before++
  })
  return 1 / (before + 1)
}
