import { useQueries, useQuery } from '@tanstack/react-query'
import { Eye, EyeOff, MessagesSquare, RefreshCw, Trash2, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { KeptRun } from '#contract/golden'
import type { WatchState } from '#contract/quality'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { IconButton } from '#ui/icon-button'
import { SegmentedControl } from '#ui/segmented-control'
import { Skeleton } from '#ui/skeleton'
import { TimeLabel } from '#ui/time-label'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useSettingMutations } from '../../api/use-setting-mutations.ts'
import { formatCount, formatPlural } from '../../ui/format-number.ts'
import { useNow } from '../../ui/use-now.ts'
import { toast, workspace } from '../../workspace/use-workspace.ts'
import { AutotuneBlock } from './autotune-block.tsx'
import { GoldenBlock } from './golden-block.tsx'
import { type GoldenRuns, MOST_GOLDEN_LINES } from './golden-lines.ts'
import { MissedList } from './missed-list.tsx'
import { useTuningStore, type WatchSpan } from './tuning-store.ts'
import { WatchChart } from './watch-chart.tsx'
import styles from './watch-view.module.css'

const LOOK_AGAIN_MS = 2000

/** Recall with what was really asked, over time (QUAL-1). */
export const WatchView = ({ namespace }: { readonly namespace: string }) => {
  const {
    data: watch,
    error,
    refetch,
  } = useQuery({
    ...useSomaQueries().quality.watch(namespace),
    // Nobody tells that queries were kept.
    refetchInterval: ({ state }) => (state.data?.latest ? false : LOOK_AGAIN_MS),
  })
  if (error) {
    return <ErrorState error={error} title="The watch could not be asked" onRetry={() => void refetch()} />
  }
  if (!watch) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={5} height={36} />
      </div>
    )
  }
  const hasSeries = watch.latest !== null
  return (
    <section className={styles.view} aria-label="Watch" tabIndex={-1}>
      {(hasSeries || watch.queries > 0) && <Head namespace={namespace} watch={watch} />}
      {watch.alert && <Alert watch={watch} />}
      {!hasSeries && <NothingYet watch={watch} />}
      {hasSeries && <OverTime namespace={namespace} watch={watch} />}
      {watch.state !== 'off' && <AutotuneBlock namespace={namespace} />}
      {hasSeries && <Misses namespace={namespace} watch={watch} />}
      <GoldenBlock namespace={namespace} />
    </section>
  )
}

interface WatchProps {
  readonly namespace: string
  readonly watch: WatchState
}

const Head = ({ namespace, watch }: WatchProps) => {
  const client = useClient()
  const isReadOnly = useReadOnly()
  const [isMeasuring, setMeasuring] = useState(false)
  const [isForgetting, setForgetting] = useState(false)
  const { latest, queries, size, state, texts } = watch
  const measure = async (): Promise<void> => {
    setMeasuring(true)
    await client.quality.measure({ namespace }).catch(tell)
    setMeasuring(false)
  }
  const forget = (): void => {
    setForgetting(false)
    client.quality
      .clear({ namespace, what: 'queries' })
      .then(
        ({ queries: count }) => toast({ title: `Forgot ${formatPlural(count, 'query', 'queries')}` }),
        tell,
      )
  }
  const isBusy = isMeasuring || watch.isRunning
  return (
    <header className={styles.head}>
      <p className={styles.standing} role="status">
        {latest && (
          <>
            <b className={styles.figure}>{latest.recall10.value.toFixed(3)}</b> recall@10
            <span className={styles.quiet}>
              {' '}
              ({latest.recall10.low.toFixed(3)}–{latest.recall10.high.toFixed(3)}){' · '}
              {formatPlural(latest.queries, 'query', 'queries')}, <TimeLabel seconds={latest.at} />
            </span>
          </>
        )}
        {!latest && `${formatCount(queries)} of ${formatCount(size)} queries kept`}
      </p>
      <Button
        size="small"
        icon={RefreshCw}
        disabled={isReadOnly || isBusy || state !== 'watching'}
        onClick={() => void measure()}
      >
        {isBusy ? 'Measuring…' : 'Measure now'}
      </Button>
      <IconButton
        icon={Trash2}
        label="Forget the kept queries"
        disabled={isReadOnly || queries === 0}
        onClick={() => setForgetting(true)}
      />
      <ConfirmDialog
        open={isForgetting}
        onClose={() => setForgetting(false)}
        title={`Forget ${formatPlural(queries, 'query', 'queries')}?`}
        detail={`They were kept to be asked again${texts > 0 ? `, ${formatCount(texts)} of them with their text` : ''}. What was measured with them stays; new ones are kept as they are asked.`}
        confirmLabel="Forget"
        onConfirm={forget}
      />
    </header>
  )
}

const tell = (error: unknown): void =>
  void toast({
    title: 'That did not work',
    detail: error instanceof Error ? error.message : String(error),
    tone: 'error',
  })

const Alert = ({ watch: { alert } }: { readonly watch: WatchState }) =>
  alert && (
    <p className={styles.alert} role="alert">
      <TriangleAlert size={16} aria-hidden />
      <span>
        Below the target of {alert.target} since <TimeLabel seconds={alert.since} />: searches miss more of
        what is nearest than chance explains. A wider beam or more candidates help; the marks show what
        changed.
      </span>
    </p>
  )

/** Why there is nothing to see yet, and what to do about it. */
const NothingYet = ({ watch: { state, queries, needed } }: { readonly watch: WatchState }) => {
  const settings = useSettingMutations()
  const isReadOnly = useReadOnly()
  switch (state) {
    case 'off':
      return (
        <EmptyState
          icon={EyeOff}
          title="The watch is off"
          detail="When it is on, some of the queries that are asked are kept, here and nowhere else, and asked again in idle time to see what searches miss."
          action={
            <Button
              icon={Eye}
              disabled={isReadOnly}
              onClick={() => void settings.set([{ key: 'quality.watch.enabled', value: true }])}
            >
              Switch it on
            </Button>
          }
        />
      )
    case 'few':
      return (
        <EmptyState
          icon={MessagesSquare}
          title={
            queries === 0 ? 'Nothing was asked yet' : `${formatPlural(queries, 'query', 'queries')} so far`
          }
          detail={`From ${needed} queries on they are asked again in idle time, through the index and exactly, and recall is shown over time. What agents recall counts, and so does what you search for.`}
          action={
            <Button onClick={() => workspace.getState().go({ screen: 'recall' })}>Recall something</Button>
          }
        />
      )
    case 'loading':
      return (
        <EmptyState
          icon={Eye}
          title="The index is not ready yet"
          detail="Recall is measured when the vectors are there and their lists are built. This view follows by itself."
        />
      )
    default:
      return (
        <EmptyState
          icon={Eye}
          title="Not measured yet"
          detail="Queries are asked again as soon as nobody asks anything for a moment; or measure now."
        />
      )
  }
}

const SPANS: readonly { readonly value: WatchSpan; readonly label: string; readonly seconds: number }[] = [
  { value: 'day', label: 'Day', seconds: 24 * 3600 },
  { value: 'week', label: 'Week', seconds: 7 * 24 * 3600 },
  { value: 'month', label: 'Month', seconds: 31 * 24 * 3600 },
  { value: 'all', label: 'All', seconds: Number.POSITIVE_INFINITY },
]
/** The newest point does not lie on the edge. */
const EDGE_SHARE = 0.01
const LEAST_SECONDS = 900
const NO_SETS: readonly { readonly name: string; readonly lastRun: KeptRun | null }[] = []

/** The newest sets that there were runs of. */
const useGoldenRuns = (namespace: string): readonly GoldenRuns[] => {
  const queries = useSomaQueries().golden
  const { data: sets = NO_SETS } = useQuery(queries.sets(namespace))
  const names = sets
    .filter(({ lastRun }) => lastRun !== null)
    .sort((a, b) => (b.lastRun?.at ?? 0) - (a.lastRun?.at ?? 0))
    .slice(0, MOST_GOLDEN_LINES)
    .map(({ name }) => name)
  return useQueries({
    queries: names.map((set) => queries.runs({ namespace, set })),
    combine: (answers) => answers.map(({ data: runs = [] }, i) => ({ name: names[i] as string, runs })),
  })
}

const OverTime = ({ namespace, watch }: WatchProps) => {
  const { span } = useTuningStore()
  const now = useNow()
  const { data: series, error, refetch } = useQuery(useSomaQueries().quality.series(namespace, 0))
  const golden = useGoldenRuns(namespace)
  const points = series?.points ?? []
  const seconds = SPANS.find(({ value }) => value === span)?.seconds ?? 0
  const first = points[0]?.from ?? now - LEAST_SECONDS
  const from = Math.min(Math.max(first, now - seconds), now - LEAST_SECONDS)
  const range = { from: from - (now - from) * EDGE_SHARE, until: now + (now - from) * EDGE_SHARE }
  return (
    <section className={styles.block} aria-label="Over time">
      <div className={styles.bar}>
        <h2 className={styles.title}>Over time</h2>
        <SegmentedControl
          label="How far back"
          value={span}
          onChange={(next) => useTuningStore.setState({ span: next })}
          options={SPANS}
        />
      </div>
      {error ? (
        <ErrorState error={error} title="The series could not be read" onRetry={() => void refetch()} />
      ) : (
        <WatchChart
          points={points}
          marks={series?.marks ?? []}
          target={watch.target}
          golden={golden}
          range={range}
          isLoading={series === undefined}
        />
      )}
    </section>
  )
}

const Misses = ({ namespace, watch }: WatchProps) => {
  const queries = useSomaQueries()
  const {
    data: misses,
    error,
    refetch,
  } = useQuery({
    ...queries.quality.misses(namespace, watch.latest?.at ?? 0),
    enabled: watch.missed > 0,
  })
  const wanted = (watch.latest?.queries ?? 0) * 10
  return (
    <section className={styles.block} aria-label="Missed when it was last measured">
      <h2 className={styles.title}>
        Missed last time
        <span className={styles.aside}>
          {watch.missed === 0
            ? 'nothing: all of the ten nearest were found, for every query'
            : `${formatCount(watch.missed)} of about ${formatCount(wanted)} nearest`}
          {misses && misses.length < watch.missed && misses.length > 0 && `; the first ${misses.length}`}
        </span>
      </h2>
      {error && <ErrorState error={error} title="Misses could not be read" onRetry={() => void refetch()} />}
      {watch.missed > 0 && !error && !misses && <Skeleton lines={3} height={28} />}
      {misses && <MissedList missed={misses} />}
    </section>
  )
}
