import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ArrowRight, Plus, Spline } from 'lucide-react'
import { useState } from 'react'
import type { Memory } from '#contract/memory'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { LinkForm } from './link-form.tsx'
import { LinkRow } from './link-row.tsx'
import styles from './list-tab.module.css'

const t = wordsOf('inspector')

const DIRECTIONS = [
  {
    direction: 'out',
    get title() {
      return t('outWhatThisPointsTo')
    },
    icon: ArrowRight,
  },
  {
    direction: 'in',
    get title() {
      return t('inWhatPointsHere')
    },
    icon: ArrowLeft,
  },
] as const

export const LinksTab = ({ memory }: { readonly memory: Memory }) => {
  const { data, error, refetch } = useQuery(useSomaQueries().links.of(memory.namespace, memory.coordinate))
  const [adding, setAdding] = useState(false)
  const readOnly = useReadOnly()
  const writable = memory.deletedAt === null && !readOnly
  if (error)
    return <ErrorState error={error} title={t('theLinksCouldNotBe')} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={4} height={48} />
      </div>
    )
  }
  const add = (
    <Button size="small" icon={Plus} disabled={!writable} onClick={() => setAdding(true)}>
      {t('addLink')}
    </Button>
  )
  if (data.total === 0 && !adding) {
    return (
      <EmptyState icon={Spline} title={t('noLinks')} detail={t('nothingPointsHereAndThis')} action={add} />
    )
  }
  return (
    <div className={styles.list}>
      {adding ? (
        <LinkForm memory={memory} onClose={() => setAdding(false)} />
      ) : (
        <div className={styles.actions}>{add}</div>
      )}
      {DIRECTIONS.map(({ direction, title, icon: Icon }) => {
        const mine = data.links.filter((link) => link.direction === direction)
        if (mine.length === 0) return null
        return (
          <section key={direction} aria-label={title}>
            <h3 className={styles.heading}>
              <Icon size={14} aria-hidden />
              {title}
            </h3>
            {mine.map((link) => (
              <LinkRow
                key={`${link.type}/${link.memory.id}`}
                memory={memory}
                link={link}
                writable={writable}
              />
            ))}
          </section>
        )
      })}
      {data.total > data.links.length && (
        <p className={styles.more}>
          {t('showingLinksOfTotalLinks', {
            links: formatCount(data.links.length),
            total: formatCount(data.total),
          })}
        </p>
      )}
    </div>
  )
}
