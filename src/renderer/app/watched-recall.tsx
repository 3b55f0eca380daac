import { useQuery } from '@tanstack/react-query'
import type { WatchState } from '#contract/quality'
import { Tooltip } from '#ui/tooltip'
import { useSomaQueries } from '../api/client-context.tsx'
import { showWatch } from '../features/tuning/show-watch.ts'
import { formatFixed } from '../ui/format-number.ts'
import { wordsOf } from '../words/words.ts'
import styles from './status-bar.module.css'
import { useWatchAlert } from './use-watch-alert.ts'

const t = wordsOf('shell')

/** Recall as it was measured last, which leads to how it went (QUAL-1). Nothing where it is not known. */
export const WatchedRecall = ({ namespace }: { readonly namespace: string }) => {
  useWatchAlert(namespace)
  const { data: watch } = useQuery(useSomaQueries().quality.watch(namespace))
  const told = watch && words(watch)
  if (!watch || !told) return null
  return (
    <Tooltip text={told.detail} side="top">
      <button
        type="button"
        className={styles.undo}
        data-bad={watch.alert !== null || undefined}
        onClick={showWatch}
      >
        {told.text}
      </button>
    </Tooltip>
  )
}

const words = ({ state, latest, alert, target }: WatchState): { text: string; detail: string } | null => {
  if (state === 'exact') {
    return { text: t('recall10Exact'), detail: t('everySearchComparesWithAll') }
  }
  if (state !== 'watching' || latest === null) return null
  const { value, low, high } = latest.recall10
  const detail = t('queriesAskedAgain', {
    count: latest.queries,
    low: short(low),
    high: short(high),
  })
  return {
    text: t('recall10Value', { value: short(value) }),
    detail: alert === null ? detail : t('belowTheAlertLevelOf', { target: short(target), detail }),
  }
}

/** `0.98`, and `1.00` only where it is. */
const short = (share: number): string => formatFixed(share === 1 ? 1 : Math.min(0.99, share), 2)
