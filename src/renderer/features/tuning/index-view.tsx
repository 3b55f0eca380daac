import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import type { IndexShape, MissCause, MissedPair, MissReport, SearchEffort } from '#contract/tuning'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount, formatPlural } from '../../ui/format-number.ts'
import { requestRecall } from '../../workspace/recall-request.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './index-view.module.css'
import { stampOf } from './use-measured.ts'
import type { TuningQuestion } from './use-tuning-question.ts'

interface IndexViewProps {
  readonly namespace: string
  readonly shape: IndexShape
  readonly question: TuningQuestion
  readonly inForce: SearchEffort
}

/** What the lists are like, what a search does not find, and what golden sets said last. */
export const IndexView = ({ namespace, shape, question, inForce }: IndexViewProps) => (
  <section className={styles.view} aria-label="Index" tabIndex={-1}>
    <Facts shape={shape} />
    <Sizes shape={shape} />
    <Misses question={question} inForce={inForce} stamp={stampOf(shape)} />
    <GoldenSets namespace={namespace} />
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

const CAUSES: Readonly<Record<MissCause, { label: string; words: (pair: MissedPair) => string }>> = {
  list: {
    label: 'list not visited',
    words: ({ listRank, beamNeeded }) =>
      `its list is the ${formatCount(listRank)}th nearest${beamNeeded === null ? '' : `; a beam of ${formatCount(beamNeeded)} finds it`}`,
  },
  cap: {
    label: 'cut by the cap',
    words: ({ candidatesNeeded }) => `${formatCount(candidatesNeeded ?? 0)} candidates find it`,
  },
  code: { label: 'cut by its code', words: () => 'its code says too little; no beam or cap finds it' },
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
          {CAUSES[cause].label} {formatCount(causes[cause])}
        </li>
      ))}
    </ul>
    <ul className={styles.pairs} aria-label="Missed memories">
      {pairs.map((pair) => (
        <li key={`${pair.query} ${pair.memory.id}`}>
          <span className={styles.pair}>
            <span className="truncate" title={pair.memory.title}>
              {pair.memory.title}
            </span>
            <span className={styles.asked} title={pair.query}>
              for “{pair.query}”
            </span>
          </span>
          <span className={styles.cause}>
            nearest #{pair.rank}; {CAUSES[pair.cause].words(pair)}
          </span>
          <Button size="small" variant="plain" onClick={() => askWhyNot(pair)}>
            Why not?
          </Button>
        </li>
      ))}
    </ul>
  </>
)

const askWhyNot = ({ query, memory }: MissedPair): void => {
  requestRecall({ kind: 'why-not', coordinate: memory.coordinate, query })
  workspace.getState().go({ screen: 'recall' })
}

const GoldenSets = ({ namespace }: { readonly namespace: string }) => {
  const { data: sets = [] } = useQuery(useSomaQueries().golden.sets(namespace))
  if (sets.length === 0) return null
  return (
    <section className={styles.block} aria-label="Golden sets">
      <h2 className={styles.title}>
        Golden sets
        <span className={styles.aside}>what people expect, found by the whole of recall</span>
      </h2>
      <ul className={styles.pairs}>
        {sets.map(({ name, entries, lastRun }) => (
          <li key={name}>
            <span className={styles.pair}>
              <span className="truncate">{name}</span>
              <span className={styles.asked}>{formatPlural(entries, 'query', 'queries')}</span>
            </span>
            <span className={styles.cause}>
              {lastRun?.measures
                ? `recall@${lastRun.k} ${lastRun.measures.recallK.toFixed(2)}, nDCG@10 ${lastRun.measures.ndcg10.toFixed(2)}`
                : 'not run yet'}
            </span>
            <Button
              size="small"
              variant="plain"
              onClick={() => {
                requestRecall({ kind: 'golden', set: name })
                workspace.getState().go({ screen: 'recall' })
              }}
            >
              Open
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
