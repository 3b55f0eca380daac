import type { WatchPoint } from '#contract/quality'
import type { Estimate } from '#contract/tuning'
import { quantile } from '../measures.ts'
import { neighbourRecall } from '../neighbour-recall.ts'
import { shareEstimate } from '../share-estimate.ts'
import type { AskedAgain } from './watch-cycle.ts'

type Measured = Pick<WatchPoint, 'queries' | 'recall1' | 'recall5' | 'recall10' | 'lowest10' | 'p50' | 'p95'>

/** Figures of queries that were asked again. */
export const measuredOf = (asked: readonly AskedAgain[]): Measured => {
  const recall = (k: number): Estimate =>
    shareEstimate(
      asked.map(({ truth, found }) => neighbourRecall(truth, found, k)),
      k,
    )
  const recall10 = recall(10)
  const times = asked.map(({ ms }) => ms)
  return {
    queries: asked.length,
    recall1: recall(1),
    recall5: recall(5),
    recall10,
    lowest10: recall10.value,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
  }
}
