import { AppError } from '#contract/errors'
import type { QuerySource, TuningGround } from '#contract/tuning'
import type { IndexTrial, ScoredKeys, TrialAnswers, TrialEffort, VectorIndex } from '../ports.ts'
import type { QuerySet } from './query-set.ts'

/** Neighbours that recall is measured with; one more is asked for where the query's own memory is among them. */
const NEAREST = 10
const KEEP = NEAREST + 1
/** Queries that one call asks exactly, or by a setting: what a cancel waits for. */
const EXACT_BATCH = 50
const BATCH = 50

/** Queries, with the exact answers that are known so far. */
export interface Judged {
  readonly set: QuerySet
  /** The nearest, best first, without the query's own memory. */
  readonly truth: readonly ScoredKeys[]
}

export interface MeasuredQueries {
  /** What each search found of the first, best first, without the query's own memory. */
  readonly found: readonly ScoredKeys[]
  readonly micros: readonly number[]
}

interface Tried {
  readonly depth: number
  readonly effort: TrialEffort
  readonly trial?: IndexTrial
  readonly exact?: boolean
}

/** A copy of a namespace's vectors, queries and their exact answers: what settings are tried with. */
export class TrialBench {
  readonly trial: IndexTrial
  readonly namespace: string
  readonly index: VectorIndex
  readonly madeAt: number
  /** What the index was like when the copy was made. */
  readonly stamp: string
  readonly vectors: number
  readonly #dimension: number
  #judged: { readonly key: string; readonly set: QuerySet; readonly truth: ScoredKeys[] } | null = null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: {
    readonly trial: IndexTrial
    readonly namespace: string
    readonly index: VectorIndex
    readonly madeAt: number
    readonly stamp: string
    readonly vectors: number
    readonly dimension: number
  }) {
    this.trial = parts.trial
    this.namespace = parts.namespace
    this.index = parts.index
    this.madeAt = parts.madeAt
    this.stamp = parts.stamp
    this.vectors = parts.vectors
    this.#dimension = parts.dimension
  }

  /** The queries of a source; those that were asked last are known still. */
  async queries(source: QuerySource, make: () => Promise<QuerySet>): Promise<QuerySet> {
    const key = JSON.stringify(source)
    return this.#inTurn(async () => {
      if (this.#judged?.key !== key) this.#judged = { key, set: await make(), truth: [] }
      return this.#judged.set
    })
  }

  /** Asks some more queries of a set exactly. @returns how many are known; all of them in the end */
  judge(set: QuerySet): Promise<number> {
    return this.#inTurn(async () => {
      const judged = this.#judged
      if (judged?.set !== set) throw new AppError('request/cancelled', {})
      const from = judged.truth.length
      const vectors = this.#slice(set, from, from + EXACT_BATCH)
      const found = vectors.length === 0 ? [] : await this.trial.nearest(vectors, KEEP)
      for (const [i, one] of found.entries()) judged.truth.push(withoutOwn(one, set.own[from + i] ?? null))
      return judged.truth.length
    })
  }

  judged(set: QuerySet): Judged {
    return { set, truth: this.#judged?.set === set ? this.#judged.truth : [] }
  }

  async measure(
    { set }: Judged,
    { depth, effort, trial = this.trial, exact = false }: Tried,
    signal: AbortSignal,
  ): Promise<MeasuredQueries> {
    const found: ScoredKeys[] = []
    const micros: number[] = []
    for (let from = 0; from < set.texts.length; from += BATCH) {
      signal.throwIfAborted()
      const vectors = this.#slice(set, from, from + BATCH)
      const own = set.own.slice(from, from + BATCH)
      // Who finds itself takes the place of one that was asked for.
      const k = own.some((key) => key !== null) ? Math.max(depth, KEEP) : depth
      const answers = await trial.measure({ vectors, k, keep: KEEP, exact }, effort, signal)
      found.push(...answersOf(answers, own))
      micros.push(...answers.micros)
    }
    return { found, micros }
  }

  vectorOf(set: QuerySet, query: number): Float32Array {
    return this.#slice(set, query, query + 1)
  }

  ground({ set }: Judged, depth: number): TuningGround {
    const { madeAt: at, vectors } = this
    return { queries: set.texts.length, silent: set.silent, depth, at, vectors }
  }

  close(): Promise<void> {
    return this.trial.close()
  }

  #slice({ vectors }: QuerySet, from: number, to: number): Float32Array {
    return vectors.slice(from * this.#dimension, to * this.#dimension)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }
}

const answersOf = ({ keys, scores }: TrialAnswers, own: readonly (number | null)[]): ScoredKeys[] =>
  own.map((key, i) => {
    const [from, to] = [i * KEEP, (i + 1) * KEEP]
    const count = keys.subarray(from, to).filter((found) => found !== 0xffff_ffff).length
    return withoutOwn(
      { keys: keys.subarray(from, from + count), scores: scores.subarray(from, from + count) },
      key,
    )
  })

const withoutOwn = ({ keys, scores }: ScoredKeys, own: number | null): ScoredKeys => ({
  keys: keys.filter((key) => key !== own).slice(0, NEAREST),
  scores: scores.filter((_, i) => keys[i] !== own).slice(0, NEAREST),
})
