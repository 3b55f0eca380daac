import { useQuery } from '@tanstack/react-query'
import type { MemoryForecast } from '#contract/decay'
import type { Memory } from '#contract/memory'
import { unreachable } from '#contract/unreachable'
import { DecayScoreBar, DecayScoreTable } from '#ui/decay-score'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatAgo, formatDateTime } from '../../ui/format-time.ts'
import styles from './decay-tab.module.css'
import list from './list-tab.module.css'

const neverWords = (
  never: NonNullable<MemoryForecast['never']>,
): readonly [title: string, detail: string] => {
  switch (never) {
    case 'off':
      return ['Does not decay', 'Decay is off. The score is what it would go by.']
    case 'pinned':
      return ['Pinned: never', 'A pinned memory neither decays nor is evicted.']
    case 'important':
      return ['Never: it is important', 'Its importance is above the one from which nothing decays.']
    case 'decayed':
      return ['Decayed already', 'There is nothing left to forget. Its earlier versions are in the history.']
    case 'below':
      return ['Never, by these weights', 'Its score stays below the threshold however old it gets.']
    default:
      return unreachable(never)
  }
}

const words = (forecast: MemoryForecast): readonly [title: string, detail: string] => {
  const { isEvicted, never, decaysAt, madeAt } = forecast
  if (isEvicted) {
    return [
      'Evicted with the next sweep',
      'There are more memories than the limit allows, and it goes first.',
    ]
  }
  if (never !== null || decaysAt === null) return neverWords(never ?? 'below')
  if (decaysAt <= madeAt) return ['Decays with the next sweep', `Due since ${formatDateTime(decaysAt)}.`]
  return [
    `Decays ${formatAgo(decaysAt, madeAt)}`,
    `At ${formatDateTime(decaysAt)}, unless it is used before.`,
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
        <p className={styles.detail}>It lies in the bin. Only what lives decays.</p>
      </div>
    )
  }
  if (error) {
    return <ErrorState error={error} title="The forecast could not be made" onRetry={() => void refetch()} />
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
    <section className={styles.tab} aria-label="Forecast">
      <div>
        <p className={styles.title}>{title}</p>
        <p className={styles.detail}>{detail}</p>
      </div>
      {data.reduces && (
        <p className={styles.detail}>
          Loses <code className="mono">{data.reduces.keys.join(', ')}</code> at{' '}
          {formatDateTime(data.reduces.at)}, by its age.
        </p>
      )}
      <div className={styles.bar}>
        <DecayScoreBar {...data} />
      </div>
      <DecayScoreTable {...data} />
      <p className={styles.detail}>By the rules in force, not by those that the Decay screen tries out.</p>
    </section>
  )
}
