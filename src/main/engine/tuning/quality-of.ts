import type { TuningPoint } from '#contract/tuning'
import type { ScoredKeys } from '../ports.ts'
import { neighbourRecall } from '../quality/neighbour-recall.ts'
import { meanEstimate, quantileEstimate } from './estimate.ts'

type Quality = Pick<TuningPoint, 'recall1' | 'recall5' | 'recall10' | 'p50' | 'p95'>

/** What searches found of the exact answers, and how long they took. @param micros microseconds of each search */
export const qualityOf = (
  truth: readonly ScoredKeys[],
  found: readonly ScoredKeys[],
  micros: readonly number[],
): Quality => {
  const recall = (k: number) =>
    meanEstimate(truth.map((nearest, i) => neighbourRecall(nearest, found[i] as ScoredKeys, k)))
  const millis = micros.map((time) => time / 1000)
  return {
    recall1: recall(1),
    recall5: recall(5),
    recall10: recall(10),
    p50: quantileEstimate(millis, 0.5),
    p95: quantileEstimate(millis, 0.95),
  }
}
