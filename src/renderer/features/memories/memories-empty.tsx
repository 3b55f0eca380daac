import { Cable, FileInput, Plus, SearchX, Table2, Trash2 } from 'lucide-react'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { EMPTY_FILTER } from '../../filters/filter-set.ts'
import { wordsOf } from '../../words/words.ts'
import { openOverlay } from '../../workspace/overlay.ts'
import { useWorkspace } from '../../workspace/use-workspace.ts'
import type { TableView } from './memories-store.ts'

const t = wordsOf('memories')

interface MemoriesEmptyProps {
  readonly view: TableView
  readonly error: unknown
  readonly readOnly: boolean
  readonly onRetry: () => void
  readonly onChange: (part: Partial<TableView>) => void
  readonly onNew: () => void
}

/** Why the table has no row, and the one thing to do about it. */
export const MemoriesEmpty = ({ view, error, readOnly, onRetry, onChange, onNew }: MemoriesEmptyProps) => {
  const namespace = useWorkspace((w) => w.namespace) ?? ''
  if (error) return <ErrorState title={t('theMemoriesCouldNotBe')} error={error} onRetry={onRetry} />
  if (view.search.trim() !== '' || view.filter.conditions.length > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title={t('noMemoryMatches')}
        detail={t('aSearchFindsMemoriesThat')}
        action={
          <Button onClick={() => onChange({ search: '', filter: EMPTY_FILTER })}>
            {t('clearSearchAndFilters')}
          </Button>
        }
      />
    )
  }
  if (view.bin) {
    return <EmptyState icon={Trash2} title={t('theBinIsEmpty')} detail={t('whatIsDeletedLiesHere')} />
  }
  return (
    <EmptyState
      icon={Table2}
      title={t('noMemoriesYet')}
      detail={t('memoriesThatAnAgentStores')}
      action={
        <>
          {!readOnly && (
            <Button variant="primary" icon={Plus} onClick={onNew}>
              {t('newMemory2')}
            </Button>
          )}
          {!readOnly && (
            <Button icon={FileInput} onClick={() => openOverlay({ kind: 'import', namespace })}>
              {t('importAFile')}
            </Button>
          )}
          <Button icon={Cable} onClick={() => openOverlay({ kind: 'connect' })}>
            {t('connectAnAgent')}
          </Button>
        </>
      }
    />
  )
}
