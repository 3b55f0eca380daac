import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Namespace } from '#contract/namespaces'
import { useSomaQueries } from '../api/client-context.tsx'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'

/** A namespace is known again by when it was made, whatever it is called now. */
type Known = Pick<Namespace, 'name' | 'createdAt'>

/**
 * Opens a namespace where none was chosen yet, or where the chosen one is gone: the same one if it only has another name, and
 * when one comes back that this window had to leave, so does the window.
 */
export const useDefaultNamespace = (): void => {
  const queries = useSomaQueries()
  const present = useWorkspace((w) => w.namespace)
  const { data: info } = useQuery(queries.app.info())
  const { data: namespaces, isFetching } = useQuery(queries.namespaces.list())
  const shown = useRef<Known | null>(null)
  const left = useRef<{ readonly was: Known; readonly for: string } | null>(null)
  useEffect(() => {
    // While the list is fetched anew it may not hold a namespace that was made just now.
    if (!info || !namespaces || isFetching) return
    const same = (one: Known | null) => namespaces.find(({ createdAt }) => createdAt === one?.createdAt)
    const open = ({ name }: Known): void => workspace.getState().replaceNamespace(name)
    const there = namespaces.find(({ name }) => name === present)
    if (there !== undefined) {
      const back = left.current?.for === present ? same(left.current.was) : undefined
      if (back !== undefined || left.current?.for !== present) left.current = null
      shown.current = back ?? there
      if (back !== undefined) open(back)
      return
    }
    const preferred = namespaces.find(({ name }) => name === info.defaultNamespace) ?? namespaces[0]
    const next = same(shown.current) ?? preferred
    if (next === undefined) return
    const was = shown.current
    left.current = was !== null && next === preferred ? { was, for: next.name } : null
    open(next)
  }, [info, namespaces, isFetching, present])
}
