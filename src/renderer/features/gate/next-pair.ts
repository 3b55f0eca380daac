import type { PairLabel } from '#contract/duplicates'
import type { LikePair } from '#contract/gate'
import { coordinateKey } from '../../workspace/location.ts'

const pairKey = (a: readonly number[], b: readonly number[]): string =>
  [coordinateKey(a), coordinateKey(b)].sort().join(' ')

/**
 * Where judgements overlap, or leave a gap: between the least alike that say the same and the most alike that do not.
 * There a judgement tells most. Null before there is one of each.
 */
export const overlapBand = (
  labels: readonly Pick<PairLabel, 'similarity' | 'verdict'>[],
): { readonly from: number; readonly to: number } | null => {
  const of = (verdict: PairLabel['verdict']) =>
    labels.flatMap((label) =>
      label.verdict === verdict && label.similarity !== null ? [label.similarity] : [],
    )
  const [same, different] = [of('same'), of('different')]
  if (same.length === 0 || different.length === 0) return null
  const [low, high] = [Math.min(...same), Math.max(...different)]
  return { from: Math.min(low, high), to: Math.max(low, high) }
}

/** The pair to judge next: not judged yet, and nearest to the middle of the band, or to the threshold before that. */
export const nextPair = (
  pairs: readonly LikePair[],
  labels: readonly PairLabel[],
  threshold: number,
): LikePair | null => {
  const judged = new Set(
    labels.flatMap(({ members: [a, b, ...more] }) => (a && b && more.length === 0 ? [pairKey(a, b)] : [])),
  )
  const band = overlapBand(labels)
  const wanted = band === null ? 1 - threshold : (band.from + band.to) / 2
  const open = pairs.filter(({ earlier, later }) => !judged.has(pairKey(earlier, later)))
  return open.reduce<LikePair | null>(
    (best, pair) =>
      best === null || Math.abs(pair.similarity - wanted) < Math.abs(best.similarity - wanted) ? pair : best,
    null,
  )
}
