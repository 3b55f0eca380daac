import { useQuery } from '@tanstack/react-query'
import { Database, Plus } from 'lucide-react'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { useSomaQueries } from '../api/client-context.tsx'
import { useReadOnly } from '../api/use-read-only.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { wordsOf } from '../words/words.ts'

const t = wordsOf('shell')

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
      title={t('thereIsNoNamespace')}
      detail={readOnly ? t('theDatabaseCannotBeRead') : t('memoriesLiveInNamespacesThat')}
      action={
        !readOnly && (
          <Button
            variant="primary"
            icon={Plus}
            onClick={() => context().openOverlay({ kind: 'namespace-create' })}
          >
            {t('newNamespace')}
          </Button>
        )
      }
    />
  )
}
