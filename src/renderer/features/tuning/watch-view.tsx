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
import { describeError } from '../../api/describe-error.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useSettingMutations } from '../../api/use-setting-mutations.ts'
import { formatCount, formatNumber, formatScore } from '../../ui/format-number.ts'
import { useNow } from '../../ui/use-now.ts'
import { wordsOf } from '../../words/words.ts'
import { toast, workspace } from '../../workspace/use-workspace.ts'
import { AutotuneBlock } from './autotune-block.tsx'
import { GoldenBlock } from './golden-block.tsx'
import { type GoldenRuns, MOST_GOLDEN_LINES } from './golden-lines.ts'
import { MissedList } from './missed-list.tsx'
import { useTuningStore, type WatchSpan } from './tuning-store.ts'
import { WatchChart } from './watch-chart.tsx'
import styles from './watch-view.module.css'

const t = wordsOf('tuning')

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
    return <ErrorState error={error} title={t('theWatchNotAsked')} onRetry={() => void refetch()} />
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
    <section className={styles.view} aria-label={t('watch')} tabIndex={-1}>
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
      .then(({ queries: count }) => toast({ title: t('forgotQueries', { count }) }), tell)
  }
  const isBusy = isMeasuring || watch.isRunning
  return (
    <header className={styles.head}>
      <p className={styles.standing} role="status">
        {latest &&
          t.rich('latestMeasures', {
            recall: formatScore(latest.recall10.value),
            low: formatScore(latest.recall10.low),
            high: formatScore(latest.recall10.high),
            count: latest.queries,
            when: <TimeLabel seconds={latest.at} />,
            b: (inner) => <b className={styles.figure}>{inner}</b>,
            i: (inner) => <span className={styles.quiet}>{inner}</span>,
          })}
        {!latest && t('ofSizeQueriesKept', { queries: formatCount(queries), size: formatCount(size) })}
      </p>
      <Button
        size="small"
        icon={RefreshCw}
        disabled={isReadOnly || isBusy || state !== 'watching'}
        onClick={() => void measure()}
      >
        {isBusy ? t('measuring') : t('measureNow')}
      </Button>
      <IconButton
        icon={Trash2}
        label={t('forgetTheKeptQueries')}
        disabled={isReadOnly || queries === 0}
        onClick={() => setForgetting(true)}
      />
      <ConfirmDialog
        open={isForgetting}
        onClose={() => setForgetting(false)}
        title={t('forgetQueries', { count: queries })}
        detail={t('theyWereKept', {
          texts: texts > 0 ? t('countWithTheirText', { count: formatCount(texts) }) : '',
        })}
        confirmLabel={t('forget')}
        onConfirm={forget}
      />
    </header>
  )
}

const tell = (error: unknown): void =>
  void toast({
    title: t('thatDidNotWork'),
    detail: describeError(error).sentence,
    tone: 'error',
  })

const Alert = ({ watch: { alert } }: { readonly watch: WatchState }) =>
  alert && (
    <p className={styles.alert} role="alert">
      <TriangleAlert size={16} aria-hidden />
      <span>
        {t.rich('belowTheAlertLevel', {
          target: formatNumber(alert.target),
          since: <TimeLabel seconds={alert.since} />,
        })}
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
          title={t('theWatchIsOff')}
          detail={t('whenItIsOn')}
          action={
            <Button
              icon={Eye}
              disabled={isReadOnly}
              onClick={() => void settings.set([{ key: 'quality.watch.enabled', value: true }])}
            >
              {t('switchItOn')}
            </Button>
          }
        />
      )
    case 'few':
      return (
        <EmptyState
          icon={MessagesSquare}
          title={queries === 0 ? t('nothingWasAskedYet') : t('queriesSoFar', { count: queries })}
          detail={t('fromNeededQueries', { needed })}
          action={
            <Button onClick={() => workspace.getState().go({ screen: 'recall' })}>
              {t('recallSomething')}
            </Button>
          }
        />
      )
    case 'loading':
      return <EmptyState icon={Eye} title={t('theIndexIsNotReady')} detail={t('recallIsMeasuredWhen')} />
    default:
      return <EmptyState icon={Eye} title={t('notMeasuredYet')} detail={t('queriesAreAskedAgain')} />
  }
}

const SPANS: readonly { readonly value: WatchSpan; readonly label: string; readonly seconds: number }[] = [
  {
    value: 'day',
    get label() {
      return t('day')
    },
    seconds: 24 * 3600,
  },
  {
    value: 'week',
    get label() {
      return t('week')
    },
    seconds: 7 * 24 * 3600,
  },
  {
    value: 'month',
    get label() {
      return t('month')
    },
    seconds: 31 * 24 * 3600,
  },
  {
    value: 'all',
    get label() {
      return t('all')
    },
    seconds: Number.POSITIVE_INFINITY,
  },
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
    <section className={styles.block} aria-label={t('overTime')}>
      <div className={styles.bar}>
        <h2 className={styles.title}>{t('overTime')}</h2>
        <SegmentedControl
          label={t('howFarBack')}
          value={span}
          onChange={(next) => useTuningStore.setState({ span: next })}
          options={SPANS}
        />
      </div>
      {error ? (
        <ErrorState error={error} title={t('theSeriesNotRead')} onRetry={() => void refetch()} />
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
    <section className={styles.block} aria-label={t('missedWhenLastMeasured')}>
      <h2 className={styles.title}>
        {t('missedLastTime')}
        <span className={styles.aside}>
          {watch.missed === 0
            ? t('nothingAllWereFound')
            : t('missedOfAbout', { missed: formatCount(watch.missed), wanted: formatCount(wanted) })}
          {misses &&
            misses.length < watch.missed &&
            misses.length > 0 &&
            t('theFirstCount', { count: misses.length })}
        </span>
      </h2>
      {error && <ErrorState error={error} title={t('missesNotRead')} onRetry={() => void refetch()} />}
      {watch.missed > 0 && !error && !misses && <Skeleton lines={3} height={28} />}
      {misses && <MissedList missed={misses} />}
    </section>
  )
}
