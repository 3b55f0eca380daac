import { useMemo } from 'react'
import { toast } from '../workspace/use-workspace.ts'
import { useClient } from './client-context.tsx'
import { createSavedQueryMutations, type SavedQueryMutations } from './saved-query-mutations.ts'

export const useSavedQueryMutations = (): SavedQueryMutations => {
  const client = useClient()
  return useMemo(() => createSavedQueryMutations({ client, toast }), [client])
}
