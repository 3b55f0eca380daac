import { useQuery } from '@tanstack/react-query'
import { Radar } from 'lucide-react'
import type { Memory } from '#contract/memory'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { MemoryMenu } from '../../memory-menu/memory-menu.tsx'
import { formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './list-tab.module.css'
import { MemoryLinkRow } from './memory-link-row.tsx'

const t = wordsOf('inspector')

const NEIGHBOURS = 12

/** The number is the cosine; the bar shows it from 0 to 1. */
const Similarity = ({ value }: { readonly value: number }) => (
  <>
    <span className={styles.number}>{formatScore(value)}</span>
    <span className={styles.meter} aria-hidden>
      <span style={{ width: `${Math.max(0, Math.min(1, value)) * 100}%` }} />
    </span>
  </>
)

export const SimilarTab = ({ memory }: { readonly memory: Memory }) => {
  const { namespace, coordinate } = memory
  const { data, error, refetch } = useQuery(
    useSomaQueries().recall.nearest(namespace, coordinate, NEIGHBOURS),
  )
  if (error)
    return <ErrorState error={error} title={t('noNeighboursWereFound')} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={6} height={48} />
      </div>
    )
  }
  if (data.length === 0) {
    return <EmptyState icon={Radar} title={t('nothingToCompareWith')} detail={t('thereIsNoOtherMemory')} />
  }
  return (
    <div className={styles.list}>
      <h3 className={styles.heading}>{t('nearestByCosine')}</h3>
      {data.map(({ memory: other, similarity }) => (
        <MemoryMenu key={other.id} coordinate={other.coordinate}>
          <div>
            <MemoryLinkRow memory={other} tie={<Similarity value={similarity} />} />
          </div>
        </MemoryMenu>
      ))}
    </div>
  )
}
