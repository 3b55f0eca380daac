import type { SearchEffort, TuningPoint } from '#contract/tuning'
import { formatDuration } from '../../ui/format-duration.ts'
import { formatFixed, formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('tuning')

/** A time that is measured twice differs by so much: what gains less gains nothing. */
const LEAST_GAIN = 0.05

/** Place of the cheapest that holds a recall, by p95; null where none does. Of equals that with the higher recall. */
export const holdingPlace = (points: readonly TuningPoint[], recall: number): number | null => {
  let best: number | null = null
  points.forEach((point, place) => {
    if (point.recall10.value < recall) return
    const before = best === null ? null : (points[best] as TuningPoint)
    if (
      before === null ||
      point.p95.value < before.p95.value ||
      (point.p95.value === before.p95.value && point.recall10.value > before.recall10.value)
    ) {
      best = place
    }
  })
  return best
}

/** The point to go to from what is in force: it holds the target, and is quicker, or what is in force does not hold it. */
export const betterPlace = (
  points: readonly TuningPoint[],
  current: TuningPoint,
  target: number,
): number | null => {
  const place = holdingPlace(points, target)
  if (place === null) return null
  const isHeld = current.recall10.value >= target
  const isQuicker = (points[place] as TuningPoint).p95.value < current.p95.value * (1 - LEAST_GAIN)
  return isHeld && !isQuicker ? null : place
}

/** Less is within what a time that is measured twice differs by. */
const LEAST_FACTOR = 1.1

/** `≥ 6.2 times as fast at p95, recall −0.020`: what a sweep compares settings by, and no more than its intervals carry. */
export const gainWords = (from: TuningPoint, to: TuningPoint): string => {
  const faster = from.p95.low / to.p95.high
  const slower = to.p95.low / from.p95.high
  const recall = to.recall10.value - from.recall10.value
  const time =
    faster >= LEAST_FACTOR
      ? t('timesAsFast', { factor: formatFixed(faster, 1) })
      : slower >= LEAST_FACTOR
        ? t('timesAsSlow', { factor: formatFixed(slower, 1) })
        : t('aboutAsFast')
  if (Math.abs(recall) < 0.0005) return t('theSameRecall', { time })
  return t('otherRecall', { time, recall: formatScore(Math.abs(recall)), way: recall > 0 ? 'more' : 'less' })
}

export const pointWords = ({ recall10, p95 }: TuningPoint): string =>
  t('recallInP95', { recall: formatScore(recall10.value), time: millis(p95.value) })

/** Two figures below a millisecond, where settings lie close together. */
export const millis = (milliseconds: number): string =>
  milliseconds < 9.995
    ? t('milliseconds', { value: formatFixed(milliseconds, 2) })
    : formatDuration(milliseconds)

export const effortOf = (
  { beamWidth, maxCandidates }: Pick<TuningPoint, 'beamWidth' | 'maxCandidates'>,
  { profile }: Pick<SearchEffort, 'profile'>,
): SearchEffort => ({ profile, beamWidth, maxCandidates })
