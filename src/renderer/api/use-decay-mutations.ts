import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { toast } from '../workspace/use-workspace.ts'
import { useClient } from './client-context.tsx'
import { createDecayMutations, type DecayMutations } from './decay-mutations.ts'

export const useDecayMutations = (): DecayMutations => {
  const client = useClient()
  const queryClient = useQueryClient()
  return useMemo(() => createDecayMutations({ client, queryClient, toast }), [client, queryClient])
}
