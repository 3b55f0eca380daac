import { useQuery } from '@tanstack/react-query'
import { ShieldCheck, TextSearch } from 'lucide-react'
import type { QueryCost } from '#contract/decay'
import type { MemoryRow } from '#contract/memory'
import { Badge } from '#ui/badge'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { DecayAsked } from '../../api/queries/decay.ts'
import { formatPercent } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { loadHistory } from '../../workspace/query-history.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './cost-view.module.css'

const t = wordsOf('decay')

/** Where some are lost, it is not said that all stay. */
const MOST_BUT_ALL = 0.99

/** What the engine takes in one call. */
const RECENT = 20

interface CostViewProps {
  readonly question: DecayAsked
  readonly at: number
  readonly date: string
}

/** Which hits the saved and the recent queries lose up to the date, and what comes in their place. */
export const CostView = ({ question, at, date }: CostViewProps) => {
  const recent = loadHistory(localStorage, question.namespace).slice(0, RECENT)
  const { data, error, refetch } = useQuery(useSomaQueries().decay.cost(question, at, recent))
  if (error) {
    return <ErrorState error={error} title={t('theCostCouldNotBe')} onRetry={() => void refetch()} />
  }
  if (!data) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={4} height={48} />
      </div>
    )
  }
  const { queries, kept, k } = data
  if (queries.length === 0) {
    return (
      <EmptyState
        icon={TextSearch}
        title={t('noQueriesToMeasureWith')}
        detail={t('askSomethingInRecallOr')}
      />
    )
  }
  const losing = queries.filter(({ lost }) => lost.length > 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.cost} aria-label={t('costInRecall')} tabIndex={0}>
      <p className={styles.sum} role="status">
        {t.rich('textByDateMeanOver', {
          text: (
            <b>
              {kept === null
                ? t('noQueryFindsAnything')
                : t('keptOfHitsStay', { kept: formatPercent(kept === 1 ? 1 : Math.min(MOST_BUT_ALL, kept)) })}
            </b>
          ),
          date,
          count: queries.length,
          k,
          count2: losing.length,
        })}
      </p>
      {losing.length === 0 && (
        <EmptyState icon={ShieldCheck} title={t('noQueryLosesAHit')} detail={t('whatIsForgottenUpTo')} />
      )}
      {losing.map((query) => (
        <Query key={`${query.name ?? ''} ${query.query}`} query={query} />
      ))}
    </section>
  )
}

const Query = ({ query: { query, name, hits, lost, instead } }: { readonly query: QueryCost }) => (
  <article className={styles.query}>
    <h2 className={styles.title}>
      <span className="truncate" data-private>
        {query}
      </span>
      {name !== null && <Badge>{name}</Badge>}
      <span className={styles.share}>{t('losesLostOfHits', { lost: lost.length, hits })}</span>
    </h2>
    <div className={styles.sides}>
      <ul aria-label={t('lost')}>
        {lost.map(({ memory, rank }) => (
          <Hit key={memory.id} memory={memory} mark={`#${rank}`} />
        ))}
      </ul>
      <ul aria-label={t('instead')}>
        {instead.map((memory) => (
          <Hit key={memory.id} memory={memory} mark="+" />
        ))}
        {instead.length === 0 && <li className={styles.none}>{t('nothingComesInTheirPlace')}</li>}
      </ul>
    </div>
  </article>
)

const Hit = ({ memory, mark }: { readonly memory: MemoryRow; readonly mark: string }) => (
  <li>
    <button
      type="button"
      className={styles.hit}
      onClick={() => workspace.getState().openMemory(memory.coordinate)}
    >
      <span className="mono">{mark}</span>
      <span className="truncate">{memory.title || memory.coordinate.join(', ')}</span>
    </button>
  </li>
)
