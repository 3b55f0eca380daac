import { useQuery } from '@tanstack/react-query'
import { ChartLine, ZoomOut } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { MetricHistory } from '#contract/metrics'
import { Button } from '#ui/button'
import { TimeChart } from '#ui/chart/time-chart'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { SegmentedControl } from '#ui/segmented-control'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useCommands } from '../../commands/use-commands.ts'
import type { TimeRange } from '../../ui/chart/chart-data.ts'
import { momentWords } from '../../ui/chart/chart-words.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatDate } from '../../ui/format-time.ts'
import type { PlainKey } from '../../words/messages.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { requestActivity } from '../../workspace/activity-request.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { firstMeasured, METRIC_GROUPS, type MetricChart, seriesOf } from './metric-charts.ts'
import { metricsCommands, showSpan } from './metrics-commands.ts'
import styles from './metrics-screen.module.css'
import { SPANS, spanOf, useMetricsStore, zoomTo } from './metrics-store.ts'

const t = wordsOf('metrics')

/** How it has gone: charts under each other with one stretch of time and one crosshair. */
export const MetricsScreen = () => {
  useCommands(metricsCommands)
  const { span, zoom } = useMetricsStore()
  const queries = useSomaQueries()
  const { data, error, refetch } = useQuery(queries.metrics.history(zoom ?? spanOf(span).seconds))
  return (
    <section className={styles.screen} aria-label={t('metrics')}>
      <Head history={data?.history} range={data?.range} />
      {error && !data && (
        <ErrorState error={error} title={t('theMetricsNotRead')} onRetry={() => void refetch()} />
      )}
      {!error && !data && (
        <div className={styles.waiting}>
          <Skeleton lines={8} height={60} />
        </div>
      )}
      {data && <Charts history={data.history} range={data.range} />}
    </section>
  )
}

interface Measured {
  readonly history: MetricHistory
  readonly range: TimeRange
}

const Head = ({ history, range }: { readonly [K in keyof Measured]: Measured[K] | undefined }) => {
  const { span, zoom } = useMetricsStore()
  return (
    <header className={styles.head}>
      <SegmentedControl
        label={t('howFarBack')}
        value={zoom ? '' : span}
        onChange={(next) => next !== '' && showSpan(next)}
        options={SPANS.map(({ value, label }) => ({ value, label }))}
      />
      <p className={styles.stretch}>
        {zoom && range
          ? t('fromToUntil', { from: momentWords(range.from), until: momentWords(range.until) })
          : t('upToNow', { span })}
      </p>
      {zoom && (
        <Button icon={ZoomOut} variant="quiet" onClick={() => zoomTo(null)}>
          {t('backToSpan', { span })}
        </Button>
      )}
      <p className={styles.kept}>{history && keptWords(history)}</p>
    </header>
  )
}

const PROCESSES: Readonly<Record<string, PlainKey<'metrics'>>> = {
  app: 'theApp',
  server: 'somaServe',
  mcp: 'agentsOverMCP',
  cli: 'commands',
}

/** `The app, commands · every 10 s · kept since 2026-03-01, 1.2 MB` */
const keptWords = ({ processes, step, since, bytes, problem }: MetricHistory): string => {
  const who = processes.map((name) => (PROCESSES[name] ? t(PROCESSES[name]) : name)).join(', ')
  const how = step < 60 ? t('everySeconds', { step }) : t('everyMinutes', { step: step / 60 })
  return [who, how, keptSince({ since, bytes, problem })].filter(Boolean).join(' · ')
}

const keptSince = ({ since, bytes, problem }: Pick<MetricHistory, 'since' | 'bytes' | 'problem'>): string => {
  if (problem !== null) return t('notKept', { problem: told(problem) })
  if (since === null) return ''
  return bytes > 0
    ? t('keptSinceSize', { since: formatDate(since), size: formatBytes(bytes) })
    : t('keptSince', { since: formatDate(since) })
}

const Charts = ({ history, range }: Measured) => {
  const [cursor, setCursor] = useState<number | null>(null)
  const { values, times, step } = history
  const groups = useMemo(
    () =>
      METRIC_GROUPS.map(({ title, charts }) => ({
        title,
        charts: charts.map((chart) => ({ chart, series: seriesOf(chart, values) })),
      })),
    [values],
  )
  const begins = firstMeasured(times, values)
  if (begins === null) {
    return (
      <EmptyState
        icon={ChartLine}
        title={history.since === null ? t('nothingYet') : t('nothingInThisTime')}
        detail={history.since === null ? t('theFirstFigures') : t('noProcessOfThisFolder')}
      />
    )
  }
  return (
    <div className={styles.charts}>
      {begins > (range.from + range.until) / 2 && (
        <p className={styles.young}>{t('figuresBeginAt', { at: momentWords(begins) })}</p>
      )}
      {groups.map(({ title, charts }) => (
        <section key={title} className={styles.group} aria-label={title}>
          <h2 className={styles.title}>{title}</h2>
          <div className={styles.grid}>
            {charts.map(({ chart, series }) => (
              <Chart
                key={chart.id}
                {...{ chart, series, times, step, range, cursor, setCursor }}
                marks={history.marks.map((mark) => ({ ...mark, label: told(mark.label) }))}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

interface ChartProps {
  readonly chart: MetricChart
  readonly series: ReturnType<typeof seriesOf>
  readonly times: readonly number[]
  readonly step: number
  readonly range: TimeRange
  readonly marks: MetricHistory['marks']
  readonly cursor: number | null
  readonly setCursor: (time: number | null) => void
}

const openActivity = (until: number): void => {
  requestActivity({ until })
  workspace.getState().go({ screen: 'activity' })
}

const Chart = ({ chart, series, times, step, range, marks, cursor, setCursor }: ChartProps) => {
  const { title, format, isStack = false, bounds, empty } = chart
  return (
    <TimeChart
      {...{ title, times, series, range, marks, format, isStack, empty, cursor }}
      {...(bounds && { bounds })}
      onCursor={setCursor}
      onBrush={zoomTo}
      onOpen={(time) => openActivity(time + step)}
    />
  )
}
