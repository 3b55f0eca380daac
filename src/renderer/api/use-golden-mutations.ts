import { useMemo } from 'react'
import { toast } from '../workspace/use-workspace.ts'
import { useClient } from './client-context.tsx'
import { createGoldenMutations, type GoldenMutations } from './golden-mutations.ts'

export const useGoldenMutations = (): GoldenMutations => {
  const client = useClient()
  return useMemo(() => createGoldenMutations({ client, toast }), [client])
}
