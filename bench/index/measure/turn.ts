import type { ExactTop } from '../data/exact-top.ts'
import type { FoundKeys, PreparedSearch } from '../system.ts'
import { cpuSeconds } from './cpu-seconds.ts'
import { recallOf } from './recall.ts'

/** What is asked for throughout. */
export const k = 10

/** Queries with what is right for each. */
export interface Questions {
  readonly queries: readonly Float32Array[]
  readonly truth: ExactTop
}

/** The questions from `first` to before `end`. */
export const someOf = ({ queries, truth }: Questions, first: number, end: number): Questions => ({
  queries: queries.slice(first, end),
  truth: {
    k: truth.k,
    rows: truth.rows.subarray(first * truth.k, end * truth.k),
    scores: truth.scores.subarray(first * truth.k, end * truth.k),
  },
})

type Search = (k: number) => FoundKeys

export const prepareAll = (prepare: PreparedSearch, { queries }: Questions): Search[] => queries.map(prepare)

/**
 * The mean recall over the questions, or over those that fit into the time: systems that compare with everything would
 * take minutes. Warms the system up, too.
 */
export const recallOfAll = (
  searches: readonly Search[],
  { truth }: Questions,
  { limitMs }: { readonly limitMs: number },
): number => {
  const end = performance.now() + limitMs
  let sum = 0
  let asked = 0
  for (; asked < searches.length && (asked === 0 || performance.now() < end); asked++) {
    sum += recallOf(searches[asked]!(k), truth, { query: asked, k })
  }
  return sum / asked
}

/** One system's turn in a round. */
export interface Turn {
  /** Queries in a CPU second. */
  readonly qps: number
  /** Microseconds of the wall clock for each query. */
  readonly micros: readonly number[]
}

/** Asks all questions once, in this thread, one at a time, or those that fit into the time. */
export const takeTurn = (searches: readonly Search[], { limitMs }: { readonly limitMs: number }): Turn => {
  // Nobody pays for what another system left behind.
  globalThis.gc?.()
  const micros: number[] = []
  const started = cpuSeconds()
  let before = performance.now()
  const end = before + limitMs
  for (const search of searches) {
    search(k)
    const now = performance.now()
    micros.push((now - before) * 1000)
    before = now
    if (now > end) break
  }
  return { qps: micros.length / (cpuSeconds() - started), micros }
}
