import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../workspace/use-workspace.ts'
import { useSomaQueries } from './client-context.tsx'

/** True while nothing may be changed: controls that change something are off, a banner says why. */
export const useReadOnly = (): boolean => {
  const { data: status } = useQuery(useSomaQueries().app.status())
  const chosen = useWorkspace((w) => w.preferences.readOnly)
  return chosen || status?.store.state === 'read-only'
}
