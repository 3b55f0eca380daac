import { useMemo } from 'react'
import { toast } from '../workspace/use-workspace.ts'
import { useClient } from './client-context.tsx'
import { createGateMutations, type GateMutations } from './gate-mutations.ts'

export const useGateMutations = (): GateMutations => {
  const client = useClient()
  return useMemo(() => createGateMutations({ client, toast }), [client])
}
