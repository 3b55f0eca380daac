import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useClient, useSomaQueries } from '../api/client-context.tsx'
import { useMemoryMutations } from '../api/use-memory-mutations.ts'
import { openOverlay } from '../workspace/overlay.ts'
import { workspace } from '../workspace/use-workspace.ts'
import type { CommandContext } from './command.ts'

/** Makes the context at the moment a command runs, so that it never acts on what was there before. */
export const useCommandContext = (): (() => CommandContext) => {
  const client = useClient()
  const queries = useSomaQueries()
  const queryClient = useQueryClient()
  const mutations = useMemoryMutations()
  const { data: status } = useQuery(queries.app.status())
  const readOnly = status?.store.state === 'read-only'
  return useCallback(
    () => ({
      workspace: workspace.getState(),
      client,
      queries,
      queryClient,
      mutations,
      openOverlay,
      readOnly,
    }),
    [client, queries, queryClient, mutations, readOnly],
  )
}
