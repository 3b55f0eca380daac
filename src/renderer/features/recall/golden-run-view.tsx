import { useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn } from 'lucide-react'
import type { GoldenResult, KeptRun, RunSummary } from '#contract/golden'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { TimeLabel } from '#ui/time-label'
import { useSomaQueries } from '../../api/client-context.tsx'
import { fromFilter } from '../../filters/filter-set.ts'
import { classNames } from '../../ui/class-names.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { formatCount, formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './golden-run-view.module.css'
import type { RecallDraft } from './recall-store.ts'
import { differenceWords, isClear } from './trend.ts'
import { TrendChart } from './trend-chart.tsx'

const t = wordsOf('recall')

interface GoldenRunViewProps {
  readonly namespace: string
  readonly set: string
  readonly onChange: (part: Partial<RecallDraft>) => void
}

/** The newest run: its means, how they moved over the runs before, and query by query what was missed. */
export const GoldenRunView = ({ namespace, set, onChange }: GoldenRunViewProps) => {
  const queries = useSomaQueries()
  const { data: report, error, refetch } = useQuery(queries.golden.lastRun({ namespace, set }))
  const { data: runs = [] } = useQuery(queries.golden.runs({ namespace, set }))
  if (error)
    return <ErrorState error={error} title={t('theLastRunCouldNot')} onRetry={() => void refetch()} />
  if (report === undefined) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={5} height={28} />
      </div>
    )
  }
  if (report === null) {
    return (
      <EmptyState icon={ChartNoAxesColumn} title={t('thisSetWasNotRun')} detail={t('aRunAsksEveryQuery')} />
    )
  }
  return (
    <div className={styles.view}>
      <Means summary={report.summary} runs={runs} />
      <Results results={report.results} k={report.summary.k} onChange={onChange} />
    </div>
  )
}

const figure = (value: number | undefined): string => (value === undefined ? '–' : formatFixed(value, 2))

const Means = ({ summary, runs }: { readonly summary: RunSummary; readonly runs: readonly KeptRun[] }) => {
  const { measures, k, at, judged, unjudged, withoutVectors, missed, p50, p95, comparison } = summary
  const oldestFirst = runs.toReversed()
  const over = (pick: (measures: NonNullable<RunSummary['measures']>) => number) =>
    oldestFirst.flatMap((run) => (run.measures ? [pick(run.measures)] : []))
  const tiles = [
    { name: `Recall@${formatCount(k)}`, value: measures?.recallK, trend: over((m) => m.recallK) },
    { name: 'MRR', value: measures?.mrr, trend: over((m) => m.mrr) },
    { name: 'nDCG@10', value: measures?.ndcg10, trend: over((m) => m.ndcg10) },
  ]
  const moved = comparison?.differences.ndcg10
  return (
    <section className={styles.means} aria-label={t('means')}>
      <dl className={styles.tiles}>
        {tiles.map(({ name, value, trend }) => (
          <div key={name} className={styles.tile}>
            <dt>{name}</dt>
            <dd className={styles.value}>{figure(value)}</dd>
            <dd>
              <TrendChart name={name} values={trend} />
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.facts}>
        {t.rich('countQueriesMissedMissedP50', {
          count: judged,
          missed: formatCount(missed),
          p50:
            p50 !== null && p95 !== null
              ? t('p5095InP95', { p50: formatDuration(p50), p95: formatDuration(p95) })
              : '',
          timeLabel: <TimeLabel seconds={at} />,
        })}
      </p>
      {moved && (
        <p
          className={classNames(
            styles.facts,
            isClear(moved) && (moved.mean > 0 ? styles.better : styles.worse),
          )}
        >
          {t('nDCG10MovedAgainstThe', {
            moved: differenceWords(moved),
            chance: isClear(moved) ? '' : t('whichMayBeChance'),
          })}
        </p>
      )}
      {(unjudged > 0 || withoutVectors > 0) && (
        <p className={styles.facts}>
          {unjudged > 0 && t('countQueriesExpectNothingThat', { count: unjudged })}
          {withoutVectors > 0 && t('countQueriesWereAnsweredWithout', { count: withoutVectors })}
        </p>
      )}
    </section>
  )
}

interface ResultsProps {
  readonly results: readonly GoldenResult[]
  readonly k: number
  readonly onChange: (part: Partial<RecallDraft>) => void
}

const Results = ({ results, k, onChange }: ResultsProps) => {
  const ask = ({ query, filter }: GoldenResult): Partial<RecallDraft> => ({
    query,
    filter: fromFilter(filter) ?? { match: 'all', conditions: [] },
  })
  return (
    <table className={styles.results}>
      <thead>
        <tr>
          <th scope="col">{t('query')}</th>
          <th scope="col">{t('rK', { k: formatCount(k) })}</th>
          <th scope="col">{t('mrr')}</th>
          <th scope="col">{t('nDCG')}</th>
        </tr>
      </thead>
      {results.map((result) => (
        <tbody key={result.entry}>
          <tr>
            <th scope="row">
              <button type="button" className={styles.query} onClick={() => onChange(ask(result))}>
                <span data-private>{result.query}</span>
              </button>
            </th>
            <td className="mono">{figure(result.measures?.recallK)}</td>
            <td className="mono">{figure(result.measures?.mrr)}</td>
            <td className="mono">{figure(result.measures?.ndcg10)}</td>
          </tr>
          {result.missed.map(({ coordinate, title, rank }) => (
            <tr key={coordinate.join()} className={styles.missed}>
              <td colSpan={4}>
                <div>
                  <span className={styles.mark}>{t('missed')}</span>
                  <span className={classNames(styles.missedTitle, 'truncate')} data-private title={title}>
                    {title}
                  </span>
                  <span className={classNames('mono', styles.rank)}>
                    {rank === null ? t('beyond200') : `#${formatCount(rank)}`}
                  </span>
                  <Button
                    size="small"
                    variant="plain"
                    onClick={() => onChange({ ...ask(result), panel: 'why-not', whyNot: coordinate })}
                  >
                    {t('whyNot')}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}
