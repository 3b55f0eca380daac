import { Inbox, SearchX } from 'lucide-react'
import type { RefObject } from 'react'
import type { Hit } from '#contract/recall'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { EMPTY_FILTER } from '../../filters/filter-set.ts'
import { wordsOf } from '../../words/words.ts'
import { HitList, ROW_PX } from './hit-list.tsx'
import styles from './recall-screen.module.css'
import type { RecallDraft } from './recall-store.ts'
import type { Recall } from './use-recall.ts'

const t = wordsOf('recall')

interface RecallResultsProps {
  readonly namespace: string
  readonly draft: RecallDraft
  readonly recall: Recall
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly listRef: RefObject<HTMLDivElement | null>
  readonly starred: ReadonlySet<string> | null
  readonly onChange: (part: Partial<RecallDraft>) => void
  readonly onOpen: (hit: Hit) => void
  readonly onStar: (hit: Hit) => void
  readonly onLeave: () => void
}

/** The results, or why there are none. */
export const RecallResults = (props: RecallResultsProps) => {
  const { namespace, draft, recall, scroller, listRef, starred, onChange, onOpen, onStar, onLeave } = props
  const { result, error, waiting } = recall
  if (!result && error) {
    return <ErrorState title={t('theQueryCouldNotBe')} error={error} onRetry={recall.retry} />
  }
  if (!result) {
    return (
      <div className={styles.skeletons}>
        <Skeleton lines={8} height={ROW_PX} label={t('recalling')} />
      </div>
    )
  }
  if (result.note === 'empty-namespace') {
    return <EmptyState icon={Inbox} title={t('noMemoriesYet')} detail={t('whatAnAgentStoresIn')} />
  }
  if (result.hits.length === 0) {
    const filters = draft.filter.conditions.length
    return (
      <EmptyState
        icon={SearchX}
        title={t('noMemoryAnswersThis')}
        detail={filters > 0 ? t('nothingThatTheFiltersLet') : t('nothingHasTheseWordsOr')}
        action={
          filters > 0 && (
            <Button onClick={() => onChange({ filter: EMPTY_FILTER })}>{t('clearTheFilters')}</Button>
          )
        }
      />
    )
  }
  const toggle = ({ memory: { id } }: Hit) => {
    const expanded = new Set(draft.expanded)
    if (!expanded.delete(id)) expanded.add(id)
    onChange({ expanded })
  }
  return (
    <HitList
      namespace={namespace}
      result={result}
      changes={recall.changes}
      sameWords={recall.sameWords}
      draft={draft}
      starred={starred}
      stale={waiting || Boolean(error)}
      scroller={scroller}
      listRef={listRef}
      onExpand={toggle}
      onOpen={onOpen}
      onStar={onStar}
      onLeave={onLeave}
    />
  )
}
