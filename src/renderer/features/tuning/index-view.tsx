import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import type { IndexShape, MissReport, SearchEffort } from '#contract/tuning'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount, formatPlural } from '../../ui/format-number.ts'
import styles from './index-view.module.css'
import { CAUSE_LABELS, MissedList } from './missed-list.tsx'
import { stampOf } from './use-measured.ts'
import type { TuningQuestion } from './use-tuning-question.ts'

interface IndexViewProps {
  readonly shape: IndexShape
  readonly question: TuningQuestion
  readonly inForce: SearchEffort
}

/** What the lists are like, and what a search does not find. */
export const IndexView = ({ shape, question, inForce }: IndexViewProps) => (
  <section className={styles.view} aria-label="Index" tabIndex={-1}>
    <Facts shape={shape} />
    <Sizes shape={shape} />
    <Misses question={question} inForce={inForce} stamp={stampOf(shape)} />
  </section>
)

const Facts = ({ shape }: { readonly shape: IndexShape }) => {
  const { lists, vectors, bytes, isBuilding } = shape
  if (lists === null) return null
  const drift = lists.builtVectors === 0 ? 0 : lists.changes / lists.builtVectors
  const facts = [
    { name: 'Vectors', value: formatCount(vectors), detail: waitingWords(lists.waiting) },
    { name: 'Lists', value: formatCount(lists.count), detail: formatPlural(lists.levels, 'level') },
    {
      name: 'Changed since they were built',
      value: `${(drift * 100).toFixed(drift < 0.1 ? 1 : 0)} %`,
      detail: isBuilding ? 'being built anew now' : `built over ${formatCount(lists.builtVectors)}`,
    },
    { name: 'Memory', value: formatBytes(bytes), detail: 'of all namespaces' },
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, detail }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={styles.value}>{value}</dd>
          <dd className={styles.detail}>{detail}</dd>
        </div>
      ))}
    </dl>
  )
}

const waitingWords = (waiting: number): string =>
  waiting === 0 ? 'all in lists' : `${formatCount(waiting)} in no list yet`

const Sizes = ({ shape: { lists } }: { readonly shape: IndexShape }) => {
  if (lists === null) return null
  const most = Math.max(1, ...lists.histogram.map((bin) => bin.lists))
  const { shortest, median, longest } = lists
  return (
    <section className={styles.block}>
      <h2 className={styles.title}>
        Sizes of lists
        <span className={styles.aside}>
          {formatCount(shortest)} to {formatCount(longest)}, half of them up to {formatCount(median)}
        </span>
      </h2>
      <div
        className={styles.bars}
        role="img"
        aria-label={`How many lists have how many vectors: from ${shortest} to ${longest}, median ${median}`}
      >
        {lists.histogram.map((bin) => (
          <span
            key={bin.from}
            title={`${formatCount(bin.from)} to ${formatCount(bin.to)} vectors: ${formatPlural(bin.lists, 'list')}`}
            style={{ height: bin.lists === 0 ? 0 : `max(2px, ${(bin.lists / most) * 100}%)` }}
          />
        ))}
      </div>
      <p className={styles.ends} aria-hidden>
        <span>0</span>
        <span>vectors of a list</span>
        <span>{formatCount(longest)}</span>
      </p>
    </section>
  )
}

const Misses = ({
  question,
  inForce,
  stamp,
}: {
  readonly question: TuningQuestion
  readonly inForce: SearchEffort
  readonly stamp: string
}) => {
  const queries = useSomaQueries()
  const { data: report, error, refetch } = useQuery(queries.tuning.misses(question.asked, inForce, stamp))
  return (
    <section className={styles.block} aria-label="What is missed">
      <h2 className={styles.title}>
        Where misses come from
        {report && (
          <span className={styles.aside}>
            {formatCount(report.missed)} of {formatCount(report.wanted)} nearest are not found
            {report.pairs.length < report.missed && `; ${formatCount(report.pairs.length)} looked into`}
          </span>
        )}
      </h2>
      {error && (
        <ErrorState error={error} title="Misses could not be looked for" onRetry={() => void refetch()} />
      )}
      {!error && !report && <Skeleton lines={4} height={28} />}
      {report?.missed === 0 && (
        <EmptyState
          icon={CircleCheck}
          title="Nothing is missed"
          detail="All of the ten nearest are found, for every query."
        />
      )}
      {report && report.pairs.length > 0 && <Missed report={report} />}
    </section>
  )
}

const ORDER = ['list', 'cap', 'code'] as const

const Missed = ({ report: { causes, pairs } }: { readonly report: MissReport }) => (
  <>
    <div className={styles.causes} aria-hidden>
      {ORDER.map(
        (cause) =>
          causes[cause] > 0 && <span key={cause} data-cause={cause} style={{ flexGrow: causes[cause] }} />,
      )}
    </div>
    <ul className={styles.legend} aria-label="Causes">
      {ORDER.map((cause) => (
        <li key={cause}>
          <span data-cause={cause} className={styles.swatch} />
          {CAUSE_LABELS[cause]} {formatCount(causes[cause])}
        </li>
      ))}
    </ul>
    <MissedList missed={pairs} />
  </>
)
