import { useMemo } from 'react'
import { toast } from '../workspace/use-workspace.ts'
import { useClient } from './client-context.tsx'
import { createLinkMutations, type LinkMutations } from './link-mutations.ts'

export const useLinkMutations = (): LinkMutations => {
  const client = useClient()
  return useMemo(() => createLinkMutations({ client, toast }), [client])
}
