import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSomaQueries } from '../api/client-context.tsx'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'

/** Opens a namespace where none was chosen yet, or where the chosen one is gone. */
export const useDefaultNamespace = (): void => {
  const queries = useSomaQueries()
  const present = useWorkspace((w) => w.namespace)
  const { data: info } = useQuery(queries.app.info())
  const { data: namespaces, isFetching } = useQuery(queries.namespaces.list())
  useEffect(() => {
    // While the list is fetched anew it may not hold a namespace that was made just now.
    if (!info || !namespaces || isFetching || namespaces.some(({ name }) => name === present)) return
    const preferred = namespaces.find(({ name }) => name === info.defaultNamespace) ?? namespaces[0]
    if (preferred) workspace.getState().replaceNamespace(preferred.name)
  }, [info, namespaces, isFetching, present])
}
