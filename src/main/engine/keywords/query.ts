import { none } from '../fractal/none.ts'
import { gainOf, inverseFrequency, type Norm, normOf } from './bm25.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface QueryTerm {
  readonly id: number
  /** More than nothing; no document gets more than this for the term. */
  readonly gain: number
}

/**
 * A query ready to be scored. Its terms stand in one order, rarest first, in which every score is summed up: what a
 * document scores is then the same to the last bit wherever it lies and whatever was left out on the way.
 */
export interface Query {
  readonly terms: readonly QueryTerm[]
  readonly norm: Norm
}

export interface Corpus {
  readonly vocabulary: Vocabulary
  readonly documents: number
  readonly averageLength: number
}

/** A repeated term counts once, with the weight that stands with it first. */
export const queryOf = (
  { vocabulary, documents, averageLength }: Corpus,
  terms: readonly string[],
  weights: readonly number[] | undefined,
): Query => {
  const found = new Map<number, QueryTerm>()
  terms.forEach((term, i) => {
    const id = vocabulary.find(term)
    if (id === none || found.has(id)) return
    const idf = inverseFrequency(documents, vocabulary.documents(id))
    found.set(id, { id, gain: gainOf(idf, weights?.[i] ?? 1) })
  })
  return {
    terms: [...found.values()].filter(({ gain }) => gain > 0).sort((a, b) => b.gain - a.gain),
    norm: normOf(averageLength),
  }
}

/** @throws TypeError for weights that are not one number for each term, or that are less than nothing */
export const checkWeights = (terms: readonly string[], weights: readonly number[] | undefined): void => {
  if (weights === undefined) return
  if (weights.length !== terms.length) {
    throw new TypeError(`${terms.length} terms need as many weights, got ${weights.length}`)
  }
  const odd = weights.find((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY))
  if (odd !== undefined) throw new TypeError(`a weight is a finite number from 0 up, got ${odd}`)
}
