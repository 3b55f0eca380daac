import type { TuningPoint } from '#contract/tuning'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('tuning')

export const settingWords = ({ beamWidth, maxCandidates, centroids }: TuningPoint): string => {
  const said = { beam: formatCount(beamWidth), candidates: formatCount(maxCandidates) }
  return centroids === null
    ? t('settingWords', said)
    : t('settingWordsLists', { lists: formatCount(centroids), ...said })
}

/** The next point along time, or back; null for other keys. */
export const neighbourOf = (points: readonly TuningPoint[], from: number, key: string): number | null => {
  const order = points
    .map((_, place) => place)
    .sort((a, b) => (points[a] as TuningPoint).p95.value - (points[b] as TuningPoint).p95.value)
  const at = order.indexOf(from)
  const last = order.length - 1
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    Home: 0,
    End: last,
  }
  const step = steps[key]
  return step === undefined ? null : (order[Math.max(0, Math.min(last, step))] ?? null)
}
