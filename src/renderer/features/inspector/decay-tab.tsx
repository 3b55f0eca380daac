import { useQuery } from '@tanstack/react-query'
import type { MemoryForecast } from '#contract/decay'
import type { Memory } from '#contract/memory'
import { unreachable } from '#contract/unreachable'
import { DecayScoreBar, DecayScoreTable } from '#ui/decay-score'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatAgo, formatDateTime } from '../../ui/format-time.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './decay-tab.module.css'
import list from './list-tab.module.css'

const t = wordsOf('inspector')

const neverWords = (
  never: NonNullable<MemoryForecast['never']>,
): readonly [title: string, detail: string] => {
  switch (never) {
    case 'off':
      return [t('doesNotDecay'), t('decayIsOffTheScore')]
    case 'pinned':
      return [t('pinnedNever'), t('aPinnedMemoryNeitherDecays')]
    case 'important':
      return [t('neverItIsImportant'), t('itsImportanceIsAboveThe')]
    case 'decayed':
      return [t('decayedAlready'), t('thereIsNothingLeftTo')]
    case 'below':
      return [t('neverByTheseWeights'), t('itsScoreStaysBelowThe')]
    default:
      return unreachable(never)
  }
}

const words = (forecast: MemoryForecast): readonly [title: string, detail: string] => {
  const { isEvicted, never, decaysAt, madeAt } = forecast
  if (isEvicted) {
    return [t('evictedWithTheNextSweep'), t('thereAreMoreMemoriesThan')]
  }
  if (never !== null || decaysAt === null) return neverWords(never ?? 'below')
  if (decaysAt <= madeAt)
    return [t('decaysWithTheNextSweep'), t('dueSinceDecaysAt', { decaysAt: formatDateTime(decaysAt) })]
  return [
    t('decaysDecaysAt', { decaysAt: formatAgo(decaysAt, madeAt) }),
    t('atDecaysAtUnlessItIs', { decaysAt: formatDateTime(decaysAt) }),
  ]
}

/** When the memory decays, and why: the score with its terms. */
export const DecayTab = ({ memory }: { readonly memory: Memory }) => {
  const { namespace, coordinate, deletedAt } = memory
  const isLiving = deletedAt === null
  const { data, error, refetch } = useQuery({
    ...useSomaQueries().decay.memory(namespace, coordinate),
    enabled: isLiving,
  })
  if (!isLiving) {
    return (
      <div className={styles.tab}>
        <p className={styles.detail}>{t('itLiesInTheBin')}</p>
      </div>
    )
  }
  if (error) {
    return <ErrorState error={error} title={t('theForecastCouldNotBe')} onRetry={() => void refetch()} />
  }
  if (!data) {
    return (
      <div className={list.waiting}>
        <Skeleton lines={3} height={24} />
      </div>
    )
  }
  const [title, detail] = words(data)
  return (
    <section className={styles.tab} aria-label={t('forecast')}>
      <div>
        <p className={styles.title}>{title}</p>
        <p className={styles.detail}>{detail}</p>
      </div>
      {data.reduces && (
        <p className={styles.detail}>
          {t.rich('losesKeysAtAtBy', {
            keys: <code className="mono">{data.reduces.keys.join(', ')}</code>,
            at: formatDateTime(data.reduces.at),
          })}
        </p>
      )}
      <div className={styles.bar}>
        <DecayScoreBar {...data} />
      </div>
      <DecayScoreTable {...data} />
      <p className={styles.detail}>{t('byTheRulesInForce')}</p>
    </section>
  )
}
