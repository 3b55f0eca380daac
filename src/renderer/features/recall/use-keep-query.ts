import { useEffect } from 'react'
import { useRecallStore } from './recall-store.ts'

/** A query that stood this long was meant. */
const KEEP_AFTER_MS = 1500

/** Puts a query into the history once it was meant: it stood for a while and found something, or was acted on. */
export const useKeepQuery = (namespace: string, query: string, found: boolean): (() => void) => {
  const keep = () => useRecallStore.getState().keep(namespace, query)
  useEffect(() => {
    if (query.trim() === '' || !found) return
    const timer = setTimeout(() => useRecallStore.getState().keep(namespace, query), KEEP_AFTER_MS)
    return () => clearTimeout(timer)
  }, [namespace, query, found])
  return keep
}
