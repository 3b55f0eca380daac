import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { TuningAsked } from '../../api/queries/tuning.ts'
import { loadHistory } from '../../workspace/query-history.ts'
import { type SourceName, useTuningStore } from './tuning-store.ts'

export interface TuningQuestion {
  readonly asked: TuningAsked
  /** Queries of a kind that there are; random ones are always there. */
  readonly counts: Readonly<Record<Exclude<SourceName, 'random'>, number>>
  /** The chosen kind, or random where there is none of it. */
  readonly source: SourceName
}

/** The queries that settings are tried with. */
export const useTuningQuestion = (namespace: string): TuningQuestion => {
  const queries = useSomaQueries()
  const { source: wanted, depth } = useTuningStore()
  const { data: saved } = useQuery(queries.savedQueries.list(namespace))
  const { data: sets } = useQuery(queries.golden.sets(namespace))
  const recent = useMemo(() => loadHistory(localStorage, namespace), [namespace])
  const kept = (saved?.length ?? 0) + (sets ?? []).reduce((sum, { entries }) => sum + entries, 0)
  const counts = { saved: kept, recent: recent.length }
  const source = wanted !== 'random' && counts[wanted] === 0 ? 'random' : wanted
  const asked = useMemo((): TuningAsked => {
    if (source === 'saved') return { namespace, depth, queries: { from: 'saved' } }
    if (source === 'recent') return { namespace, depth, queries: { from: 'given', texts: [...recent] } }
    return { namespace, depth, queries: { from: 'random', count: 200, seed: 1 } }
  }, [namespace, depth, source, recent])
  return { asked, counts, source }
}
