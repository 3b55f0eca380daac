import { useQuery } from '@tanstack/react-query'
import { useSomaQueries } from './client-context.tsx'

/** True while nothing may be changed: controls that change something are off, a banner says why. */
export const useReadOnly = (): boolean => {
  const { data: status } = useQuery(useSomaQueries().app.status())
  return status?.store.state === 'read-only'
}
