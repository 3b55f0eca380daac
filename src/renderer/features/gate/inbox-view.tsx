import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { Button } from '#ui/button'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useGateMutations } from '../../api/use-gate-mutations.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { InboxDetail } from './inbox-detail.tsx'
import { InboxEmpty } from './inbox-empty.tsx'
import { inboxHandle, type Settling } from './inbox-handle.ts'
import { InboxList } from './inbox-list.tsx'
import { cursorAfter, meant, moved, toggled, useInboxSelection } from './inbox-selection.ts'
import styles from './inbox-view.module.css'

const t = wordsOf('gate')

/** The newest so many are listed; the counts say how many there are. */
export const INBOX_SHOWN = 200

/** Writes that the gate stopped, until somebody says what becomes of them. */
export const InboxView = ({ namespace }: { readonly namespace: string }) => {
  const { data, error, refetch } = useQuery(useSomaQueries().gate.inbox(namespace, INBOX_SHOWN))
  const { settle } = useGateMutations()
  const { cursor, chosen } = useInboxSelection()
  const entries = useMemo(() => data?.entries ?? [], [data])
  const ids = useMemo(() => entries.map(({ id }) => id), [entries])
  const at = cursor !== null && ids.includes(cursor) ? cursor : (ids[0] ?? null)
  const open = entries.find(({ id }) => id === at) ?? null

  const settleMeant = (how: Settling): void => {
    const these = meant({ cursor: at, chosen }, ids)
    if (these.length === 0) return
    const leaving = new Set(these)
    void settle({ namespace, entries: [...these], how }).then((outcome) => {
      if (!outcome.ok) return
      for (const { entry } of outcome.receipt.leftOut) leaving.delete(entry)
      useInboxSelection.setState({ cursor: cursorAfter(ids, at, leaving), chosen: new Set() })
    })
  }
  const openNearest = (): void => {
    if (open?.nearest) workspace.getState().openMemory(open.nearest.coordinate)
  }

  // After every drawing, so that commands never act on what was there before.
  useEffect(() => {
    inboxHandle.now = {
      hasEntry: () => ids.length > 0,
      move: (by) => useInboxSelection.setState({ cursor: moved(ids, at, by) }),
      toggle: () => at !== null && useInboxSelection.setState({ chosen: toggled(chosen, at) }),
      toggleAll: () => useInboxSelection.setState({ chosen: new Set(chosen.size === ids.length ? [] : ids) }),
      settle: settleMeant,
      open: openNearest,
    }
    return () => {
      inboxHandle.now = null
    }
  })

  if (error)
    return <ErrorState error={error} title={t('theInboxCouldNotBe')} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={6} height={44} />
      </div>
    )
  }
  if (entries.length === 0) return <InboxEmpty dropped={data.dropped} />
  return (
    <div className={styles.inbox}>
      <div className={styles.side}>
        <p className={styles.counts} role="status">
          {chosen.size > 0
            ? t('valueChosen', { value: formatCount(meant({ cursor: at, chosen }, ids).length) })
            : data.total > entries.length
              ? t('showingEntriesOfTotal', {
                  entries: formatCount(entries.length),
                  total: formatCount(data.total),
                })
              : t('countStoppedWrites', { count: data.total })}
          {data.dropped > 0 && (
            <span className={styles.dropped}>
              {t('droppedOlderOnesAreGone', { dropped: formatCount(data.dropped) })}
            </span>
          )}
          {chosen.size > 0 && (
            <Button
              variant="plain"
              size="small"
              onClick={() => useInboxSelection.setState({ chosen: new Set() })}
            >
              {t('clear')}
            </Button>
          )}
        </p>
        <InboxList entries={entries} cursor={at} chosen={chosen} />
      </div>
      {open && (
        <InboxDetail
          namespace={namespace}
          entry={open}
          count={meant({ cursor: at, chosen }, ids).length}
          onSettle={settleMeant}
        />
      )}
    </div>
  )
}
