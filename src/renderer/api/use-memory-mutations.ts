import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { toast, workspace } from '../workspace/use-workspace.ts'
import { useClient } from './client-context.tsx'
import { createMemoryMutations, type MemoryMutations } from './memory-mutations.ts'

/** Every change a screen can make to memories. Each says what happened and offers Undo; none throws. */
export const useMemoryMutations = (): MemoryMutations => {
  const client = useClient()
  const queryClient = useQueryClient()
  return useMemo(() => {
    const { recordUndo, recordRedo, dropChange, openMemory } = workspace.getState()
    return createMemoryMutations({
      client,
      queryClient,
      toast,
      onUndone: recordUndo,
      onRedone: recordRedo,
      markOf: (seq) => {
        const { undo, redo } = workspace.getState().changes
        return [...undo, ...redo].find((mark) => mark.seq === seq)
      },
      onRefused: dropChange,
      onShow: openMemory,
    })
  }, [client, queryClient])
}
