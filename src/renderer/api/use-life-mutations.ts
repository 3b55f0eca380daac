import { useMemo } from 'react'
import { toast } from '../workspace/use-workspace.ts'
import { useClient } from './client-context.tsx'
import { createLifeMutations } from './life-mutations.ts'

export const useLifeMutations = (): ReturnType<typeof createLifeMutations> => {
  const client = useClient()
  return useMemo(() => createLifeMutations({ client, toast }), [client])
}
