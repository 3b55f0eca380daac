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
import { LinkForm } from './link-form.tsx'
import { LinkRow } from './link-row.tsx'
import styles from './list-tab.module.css'

const DIRECTIONS = [
  { direction: 'out', title: 'Out: what this points to', icon: ArrowRight },
  { direction: 'in', title: 'In: what points here', icon: ArrowLeft },
] as const

export const LinksTab = ({ memory }: { readonly memory: Memory }) => {
  const { data, error, refetch } = useQuery(useSomaQueries().links.of(memory.namespace, memory.coordinate))
  const [adding, setAdding] = useState(false)
  const readOnly = useReadOnly()
  const writable = memory.deletedAt === null && !readOnly
  if (error)
    return <ErrorState error={error} title="The links could not be read" onRetry={() => void refetch()} />
  if (!data) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={4} height={48} />
      </div>
    )
  }
  const add = (
    <Button size="small" icon={Plus} disabled={!writable} onClick={() => setAdding(true)}>
      Add link
    </Button>
  )
  if (data.total === 0 && !adding) {
    return (
      <EmptyState
        icon={Spline}
        title="No links"
        detail="Nothing points here, and this points to nothing."
        action={add}
      />
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
          <section key={direction}>
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
          Showing {formatCount(data.links.length)} of {formatCount(data.total)} links.
        </p>
      )}
    </div>
  )
}
