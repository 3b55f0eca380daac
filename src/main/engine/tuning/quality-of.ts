import type { TuningPoint } from '#contract/tuning'
import { meanEstimate, quantileEstimate } from './estimate.ts'

type Quality = Pick<TuningPoint, 'recall1' | 'recall5' | 'recall10' | 'p50' | 'p95'>

/** Share of the first k of the exact answer that is among the first k found; 1 where nothing is there to find. */
const shareFound = (truth: Uint32Array, found: Uint32Array, k: number): number => {
  const wanted = truth.subarray(0, k)
  if (wanted.length === 0) return 1
  const first = new Set(found.subarray(0, k))
  return wanted.filter((key) => first.has(key)).length / wanted.length
}

/** What searches found of the exact answers, and how long they took. @param micros microseconds of each search */
export const qualityOf = (
  truth: readonly Uint32Array[],
  found: readonly Uint32Array[],
  micros: readonly number[],
): Quality => {
  const recall = (k: number) =>
    meanEstimate(truth.map((keys, i) => shareFound(keys, found[i] ?? new Uint32Array(0), k)))
  const millis = micros.map((time) => time / 1000)
  return {
    recall1: recall(1),
    recall5: recall(5),
    recall10: recall(10),
    p50: quantileEstimate(millis, 0.5),
    p95: quantileEstimate(millis, 0.95),
  }
}
