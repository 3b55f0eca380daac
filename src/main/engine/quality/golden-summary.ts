import type { Comparison, GoldenResult, Measures, RunSummary } from '#contract/golden'
import type { StoredRun } from '../artefact-ports.ts'
import { mean, pairedDifference, quantile } from './measures.ts'

/** How far down MRR and nDCG look. */
export const DEPTH = 10

type About = Pick<
  RunSummary,
  'at' | 'seq' | 'k' | 'settings' | 'weights' | 'fusion' | 'embedder' | 'withoutVectors'
>

/**
 * A run in numbers, beside the one before it where that was kept.
 * @param breathe lets other calls be answered: each bootstrap computes for some milliseconds
 */
export const summaryOf = async (
  about: About,
  results: readonly GoldenResult[],
  before: (StoredRun & { readonly results: string }) | null,
  breathe: () => Promise<unknown>,
): Promise<RunSummary> => {
  const judged = results.filter(isJudged)
  const times = results.map(({ ms }) => ms)
  return {
    ...about,
    judged: judged.length,
    unjudged: results.length - judged.length,
    missed: results.reduce((sum, { missed }) => sum + missed.length, 0),
    gone: results.reduce((sum, { gone }) => sum + gone.length, 0),
    measures: judged.length === 0 ? null : meansOf(judged),
    p50: times.length === 0 ? null : quantile(times, 0.5),
    p95: times.length === 0 ? null : quantile(times, 0.95),
    comparison: before === null ? null : await comparisonWith(before, judged, breathe),
  }
}

type Judged = GoldenResult & { readonly measures: Measures }

const isJudged = (result: GoldenResult): result is Judged => result.measures !== null

const meansOf = (judged: readonly Judged[]): Measures => {
  const of = (key: keyof Measures): number => mean(judged.map(({ measures }) => measures[key]))
  return {
    recall1: of('recall1'),
    recall5: of('recall5'),
    recall10: of('recall10'),
    recallK: of('recallK'),
    mrr: of('mrr'),
    ndcg10: of('ndcg10'),
  }
}

/** Over the queries that both runs could judge; null where there are none. */
const comparisonWith = async (
  { run, summary, results }: StoredRun & { readonly results: string },
  judged: readonly Judged[],
  breathe: () => Promise<unknown>,
): Promise<Comparison | null> => {
  const earlier = new Map(
    (JSON.parse(results) as GoldenResult[]).filter(isJudged).map(({ entry, measures }) => [entry, measures]),
  )
  const pairs = judged
    .map(({ entry, measures }) => ({ before: earlier.get(entry), after: measures }))
    .filter((pair): pair is { before: Measures; after: Measures } => pair.before !== undefined)
  if (pairs.length === 0) return null
  const difference = async (key: keyof Measures) => {
    await breathe()
    return pairedDifference(
      pairs.map(({ before }) => before[key]),
      pairs.map(({ after }) => after[key]),
    )
  }
  return {
    run,
    at: (JSON.parse(summary) as RunSummary).at,
    queries: pairs.length,
    differences: {
      recall1: await difference('recall1'),
      recall5: await difference('recall5'),
      recall10: await difference('recall10'),
      mrr: await difference('mrr'),
      ndcg10: await difference('ndcg10'),
    },
  }
}
