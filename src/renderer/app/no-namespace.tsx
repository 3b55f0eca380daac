import { useQuery } from '@tanstack/react-query'
import { Database, Plus } from 'lucide-react'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { useSomaQueries } from '../api/client-context.tsx'
import { useReadOnly } from '../api/use-read-only.ts'
import { useCommandContext } from '../commands/use-command-context.ts'

/** In the place of a screen while there is nothing it could show. */
export const NoNamespace = () => {
  const readOnly = useReadOnly()
  const context = useCommandContext()
  const { data: namespaces } = useQuery(useSomaQueries().namespaces.list())
  // Until the list is there nobody knows that it is empty.
  if (namespaces === undefined || namespaces.length > 0) return null
  return (
    <EmptyState
      icon={Database}
      title="There is no namespace"
      detail={
        readOnly
          ? 'The database cannot be read. What can be done stands above.'
          : 'Memories live in namespaces that know nothing of each other. Make the first one.'
      }
      action={
        !readOnly && (
          <Button
            variant="primary"
            icon={Plus}
            onClick={() => context().openOverlay({ kind: 'namespace-create' })}
          >
            New namespace
          </Button>
        )
      }
    />
  )
}
