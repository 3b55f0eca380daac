import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { FilterX, Radio, ScrollText } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ActivityFilter } from '#contract/activity'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { Split } from '#ui/split'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useCommands } from '../../commands/use-commands.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-number.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { useWide } from '../../ui/use-wide.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { activityRequests, takeActivityRequest } from '../../workspace/activity-request.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { activityCommands } from './activity-commands.ts'
import { ActivityDetail } from './activity-detail.tsx'
import { activityHandle } from './activity-handle.ts'
import { ActivityHead } from './activity-head.tsx'
import { ActivityList } from './activity-list.tsx'
import { rowsOf } from './activity-rows.ts'
import styles from './activity-screen.module.css'
import { isNarrowed, noteClients, useActivityStore, widen } from './activity-store.ts'
import { openEntry, openInRecall } from './open-entry.ts'
import { useRecordings } from './recordings.ts'
import { RecordingsDialog } from './recordings-dialog.tsx'
import { useTap } from './use-tap.ts'

const t = wordsOf('activity')

/** From here on what was chosen stands beside the list, below it under it. */
const BESIDE_FROM_PX = 860
const TYPING_MS = 250

/** Everything that happens, whoever does it. */
export const ActivityScreen = () => {
  const namespace = useWorkspace((w) => w.namespace)
  useCommands(activityCommands)
  const request = activityRequests((state) => state.request)
  useEffect(() => {
    if (request === null) return
    const { until = null, memory } = request
    const narrowed = memory === undefined ? {} : { memory, text: '', action: null, client: null }
    useActivityStore.setState({ until, ...narrowed, isPaused: false, chosen: null })
    takeActivityRequest()
  }, [request])
  return namespace === null ? null : <ActivityOf namespace={namespace} />
}

const useFilter = (namespace: string): ActivityFilter => {
  const { everything, action, client, text, memory } = useActivityStore()
  const words = useSettled(text.trim(), TYPING_MS)
  return useMemo(
    () => ({
      ...(memory === null
        ? !everything && { namespace }
        : { namespace: memory.namespace, memory: [...memory.coordinate] }),
      ...(action !== null && { actions: [action] }),
      ...(client !== null && { client }),
      ...(words !== '' && { text: words }),
    }),
    [everything, namespace, action, client, words, memory],
  )
}

const ActivityOf = ({ namespace }: { readonly namespace: string }) => {
  const filter = useFilter(namespace)
  const until = useActivityStore((state) => state.until)
  const [held, setHeld] = useState(0)
  const screen = useRef<HTMLElement>(null)
  const wide = useWide(screen, BESIDE_FROM_PX)
  return (
    <section ref={screen} className={styles.screen} aria-label={t('activity')}>
      <ActivityHead namespace={namespace} held={held} />
      {/* Another question begins anew: nothing of the one before is to be taken for an answer to it. */}
      <Shown key={JSON.stringify([filter, until])} {...{ namespace, filter, until, wide }} onHeld={setHeld} />
      <RecordingsDialog namespace={namespace} />
    </section>
  )
}

interface ShownProps {
  readonly namespace: string
  readonly filter: ActivityFilter
  readonly until: number | null
  readonly wide: boolean
  /** How many came and are not shown while it is paused. */
  readonly onHeld: (held: number) => void
}

const Shown = ({ namespace, filter, until, wide, onHeld }: ShownProps) => {
  const queries = useSomaQueries()
  const chosen = useActivityStore((state) => state.chosen)
  const isNarrow = useActivityStore(isNarrowed)
  const { live, held } = useTap(filter, until === null)
  useEffect(() => onHeld(held), [onHeld, held])
  const log = useInfiniteQuery(queries.activity.page(filter, until))
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = log
  const pages = data?.pages
  useEffect(() => {
    for (const { entries } of pages ?? []) noteClients(entries)
  }, [pages])
  const rows = useMemo(
    () =>
      rowsOf(
        live,
        (pages ?? []).map(({ entries }) => entries),
      ),
    [live, pages],
  )
  useEffect(() => {
    activityHandle.openInRecall = chosen?.query == null ? null : () => openInRecall(chosen)
    return () => {
      activityHandle.openInRecall = null
    }
  }, [chosen])
  const more = useMemo(() => () => void fetchNextPage(), [fetchNextPage])
  const isLooking = hasNextPage && rows.length === 0
  const list =
    error && !pages ? (
      <ErrorState error={error} title={t('theActivityNotRead')} onRetry={() => void refetch()} />
    ) : !pages || isLooking ? (
      <Waiting onMore={isLooking && !isFetchingNextPage ? more : null} />
    ) : rows.length === 0 ? (
      <Nothing isNarrow={isNarrow} isPast={until !== null} />
    ) : (
      <ActivityList
        rows={rows}
        hasMore={hasNextPage && !isFetchingNextPage}
        onEnd={more}
        onOpen={openEntry}
      />
    )
  const pane = { id: 'list', min: 260, content: <div className={styles.pane}>{list}</div> }
  const detail = chosen && {
    id: 'detail',
    size: wide ? 320 : '40%',
    min: wide ? 260 : 140,
    max: '60%',
    fixed: wide,
    content: <ActivityDetail entry={chosen} />,
  }
  return (
    <>
      <div className={styles.body}>
        <Split
          id={wide ? 'activity' : 'activity-narrow'}
          label={t('listAndDetail')}
          direction={wide ? 'horizontal' : 'vertical'}
          panes={detail ? [pane, detail] : [pane]}
        />
      </div>
      <Foot
        namespace={namespace}
        count={rows.length}
        isAll={!hasNextPage && pages !== undefined}
        isLive={until === null}
      />
    </>
  )
}

/** Something rare may lie deep in the log: it is read on until it is found. */
const Waiting = ({ onMore }: { readonly onMore: (() => void) | null }) => {
  useEffect(() => onMore?.(), [onMore])
  return (
    <div className={styles.waiting}>
      <Skeleton lines={8} height={28} label={t('readingTheActivity')} />
    </div>
  )
}

const Nothing = ({ isNarrow, isPast }: { readonly isNarrow: boolean; readonly isPast: boolean }) =>
  isNarrow ? (
    <EmptyState
      icon={FilterX}
      title={t('nothingLikeThis')}
      detail={t('whatComesAndFits')}
      action={<Button onClick={widen}>{t('showTheActivityOfAll')}</Button>}
    />
  ) : (
    <EmptyState
      icon={Radio}
      title={isPast ? t('nothingIsKeptBefore') : t('nothingHappenedYet')}
      detail={t('eachStoreStandsHere')}
    />
  )

interface FootProps {
  readonly namespace: string
  readonly count: number
  readonly isAll: boolean
  readonly isLive: boolean
}

/** Where this comes from. */
const Foot = ({ namespace, count, isAll, isLive }: FootProps) => {
  const { data: status } = useQuery(useSomaQueries().app.status())
  const audit = status?.audit
  const { data: recordings = [] } = useQuery(useSomaQueries().activity.recordings(namespace))
  return (
    <footer className={styles.foot}>
      <span>
        {isAll
          ? t('allCount', { count: formatCount(count) })
          : t('theNewestCount', { count: formatCount(count) })}
      </span>
      {isLive && <span className={styles.live}>{t('live')}</span>}
      <button type="button" className={styles.link} onClick={() => useRecordings.setState({ isOpen: true })}>
        {recordings.length === 0 ? t('recordings') : t('recordingsCount', { count: recordings.length })}
      </button>
      {audit && (
        <button
          type="button"
          className={styles.audit}
          onClick={() => workspace.getState().go({ screen: 'settings' })}
        >
          <ScrollText size={14} aria-hidden />
          {audit.problem !== null
            ? t('theLogNotWritten', { problem: told(audit.problem) })
            : audit.enabled
              ? t('auditLogAt', { size: formatBytes(audit.bytes), path: audit.path })
              : t('theLogIsOff')}
        </button>
      )}
    </footer>
  )
}
