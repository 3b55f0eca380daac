import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useClient, useDesktop, useSomaQueries } from '../api/client-context.tsx'
import { useMemoryMutations } from '../api/use-memory-mutations.ts'
import { useReadOnly } from '../api/use-read-only.ts'
import { openOverlay } from '../workspace/overlay.ts'
import { workspace } from '../workspace/use-workspace.ts'
import type { CommandContext } from './command.ts'

/** Makes the context at the moment a command runs, so that it never acts on what was there before. */
export const useCommandContext = (): (() => CommandContext) => {
  const client = useClient()
  const desktop = useDesktop()
  const queries = useSomaQueries()
  const queryClient = useQueryClient()
  const mutations = useMemoryMutations()
  const readOnly = useReadOnly()
  return useCallback(
    function now() {
      return {
        workspace: workspace.getState(),
        client,
        desktop,
        queries,
        queryClient,
        mutations,
        openOverlay,
        readOnly,
        now,
      }
    },
    [client, desktop, queries, queryClient, mutations, readOnly],
  )
}
