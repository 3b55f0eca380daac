import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import type { IndexShape, MissReport, SearchEffort } from '#contract/tuning'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount, formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './index-view.module.css'
import { CAUSE_LABELS, MissedList } from './missed-list.tsx'
import { stampOf } from './use-measured.ts'
import type { TuningQuestion } from './use-tuning-question.ts'

const t = wordsOf('tuning')

interface IndexViewProps {
  readonly shape: IndexShape
  readonly question: TuningQuestion
  readonly inForce: SearchEffort
}

/** What the lists are like, and what a search does not find. */
export const IndexView = ({ shape, question, inForce }: IndexViewProps) => (
  <section className={styles.view} aria-label={t('index')} tabIndex={-1}>
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
    { name: t('vectors'), value: formatCount(vectors), detail: waitingWords(lists.waiting) },
    { name: t('lists'), value: formatCount(lists.count), detail: t('countLevels', { count: lists.levels }) },
    {
      name: t('changedSinceBuilt'),
      value: t('sharePercent', { share: formatFixed(drift * 100, drift < 0.1 ? 1 : 0) }),
      detail: isBuilding
        ? t('beingBuiltAnewNow')
        : t('builtOver', { count: formatCount(lists.builtVectors) }),
    },
    { name: t('memoryUsed'), value: formatBytes(bytes), detail: t('ofAllNamespaces') },
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
  waiting === 0 ? t('allInLists') : t('countInNoList', { count: formatCount(waiting) })

const Sizes = ({ shape: { lists } }: { readonly shape: IndexShape }) => {
  if (lists === null) return null
  const most = Math.max(1, ...lists.histogram.map((bin) => bin.lists))
  const { shortest, median, longest } = lists
  return (
    <section className={styles.block} aria-label={t('sizesOfLists')}>
      <h2 className={styles.title}>
        {t('sizesOfLists')}
        <span className={styles.aside}>
          {t('shortestToLongest', {
            shortest: formatCount(shortest),
            longest: formatCount(longest),
            median: formatCount(median),
          })}
        </span>
      </h2>
      <div className={styles.bars} role="img" aria-label={t('howManyLists', { shortest, longest, median })}>
        {lists.histogram.map((bin) => (
          <span
            key={bin.from}
            title={t('listsOfSize', {
              from: formatCount(bin.from),
              to: formatCount(bin.to),
              count: bin.lists,
            })}
            style={{ height: bin.lists === 0 ? 0 : `max(2px, ${(bin.lists / most) * 100}%)` }}
          />
        ))}
      </div>
      <p className={styles.ends} aria-hidden>
        <span>0</span>
        <span>{t('vectorsOfAList')}</span>
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
    <section className={styles.block} aria-label={t('whatIsMissed')}>
      <h2 className={styles.title}>
        {t('whereMissesComeFrom')}
        {report && (
          <span className={styles.aside}>
            {t('missedOfWanted', { missed: formatCount(report.missed), wanted: formatCount(report.wanted) })}
            {report.pairs.length < report.missed &&
              t('countLookedInto', { count: formatCount(report.pairs.length) })}
          </span>
        )}
      </h2>
      {error && <ErrorState error={error} title={t('missesNotLookedFor')} onRetry={() => void refetch()} />}
      {!error && !report && <Skeleton lines={4} height={28} />}
      {report?.missed === 0 && (
        <EmptyState icon={CircleCheck} title={t('nothingIsMissed')} detail={t('allOfTheTenNearest')} />
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
    <ul className={styles.legend} aria-label={t('causes')}>
      {ORDER.map((cause) => (
        <li key={cause}>
          <span data-cause={cause} className={styles.swatch} />
          {t(CAUSE_LABELS[cause])} {formatCount(causes[cause])}
        </li>
      ))}
    </ul>
    <MissedList missed={pairs} />
  </>
)
