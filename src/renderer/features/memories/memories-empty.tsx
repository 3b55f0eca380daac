import { Cable, FileInput, Plus, SearchX, Table2, Trash2 } from 'lucide-react'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { EMPTY_FILTER } from '../../filters/filter-set.ts'
import { openOverlay } from '../../workspace/overlay.ts'
import { useWorkspace } from '../../workspace/use-workspace.ts'
import type { TableView } from './memories-store.ts'

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
  if (error) return <ErrorState title="The memories could not be read" error={error} onRetry={onRetry} />
  if (view.search.trim() !== '' || view.filter.conditions.length > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="No memory matches"
        detail="A search finds memories that have all its words; the last one may be the beginning of a word."
        action={
          <Button onClick={() => onChange({ search: '', filter: EMPTY_FILTER })}>
            Clear search and filters
          </Button>
        }
      />
    )
  }
  if (view.bin) {
    return (
      <EmptyState
        icon={Trash2}
        title="The bin is empty"
        detail="What is deleted lies here until it is restored."
      />
    )
  }
  return (
    <EmptyState
      icon={Table2}
      title="Nothing is stored here yet"
      detail="Memories that an agent stores in this namespace appear here by themselves."
      action={
        <>
          {!readOnly && (
            <Button variant="primary" icon={Plus} onClick={onNew}>
              New memory
            </Button>
          )}
          {!readOnly && (
            <Button icon={FileInput} onClick={() => openOverlay({ kind: 'import', namespace })}>
              Import a file…
            </Button>
          )}
          <Button icon={Cable} onClick={() => openOverlay({ kind: 'connect' })}>
            Connect an agent…
          </Button>
        </>
      }
    />
  )
}
