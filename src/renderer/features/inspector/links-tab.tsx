import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ArrowRight, Spline } from 'lucide-react'
import type { LinkEnd } from '#contract/links'
import type { Memory } from '#contract/memory'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { Tooltip } from '#ui/tooltip'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatCount, formatNumber } from '../../ui/format-number.ts'
import styles from './list-tab.module.css'
import { MemoryLinkRow } from './memory-link-row.tsx'

const DIRECTIONS = [
  { direction: 'out', title: 'Out: what this points to', icon: ArrowRight },
  { direction: 'in', title: 'In: what points here', icon: ArrowLeft },
] as const

const Weight = ({ link }: { readonly link: LinkEnd }) => (
  <Tooltip text={`Weight ${link.weight}${link.note ? `: ${link.note}` : ''}`} side="left">
    <span className={styles.number}>{formatNumber(link.weight)}</span>
  </Tooltip>
)

export const LinksTab = ({ memory }: { readonly memory: Memory }) => {
  const { data, error, refetch } = useQuery(useSomaQueries().links.of(memory.namespace, memory.coordinate))
  if (error)
    return <ErrorState error={error} title="The links could not be read" onRetry={() => void refetch()} />
  if (!data) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={4} height={48} />
      </div>
    )
  }
  if (data.total === 0) {
    return (
      <EmptyState icon={Spline} title="No links" detail="Nothing points here, and this points to nothing." />
    )
  }
  return (
    <div className={styles.list}>
      {DIRECTIONS.map(({ direction, title, icon: Icon }) => {
        const mine = data.links.filter((link) => link.direction === direction)
        if (mine.length === 0) return null
        return (
          <section key={direction}>
            <h3 className={styles.heading}>
              <Icon size={14} aria-hidden />
              {title}
            </h3>
            {mine.map((link) => (
              <MemoryLinkRow
                key={`${link.type}/${link.memory.id}`}
                memory={link.memory}
                tie={<Weight link={link} />}
                detail={<span>{link.type}</span>}
              />
            ))}
          </section>
        )
      })}
      {data.total > data.links.length && (
        <p className={styles.more}>
          Showing {formatCount(data.links.length)} of {formatCount(data.total)} links.
        </p>
      )}
    </div>
  )
}
