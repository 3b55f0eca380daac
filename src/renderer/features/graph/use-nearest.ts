import { useQueries } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { NearLine } from '../../graph-view/near-lines.ts'
import { coordinateKey } from '../../workspace/location.ts'
import type { GraphSession } from './graph-session.ts'

export interface NearestState {
  /** Lines that are drawn. */
  readonly shown: number
  /** Memories whose nearest were asked for, of so many that are drawn. */
  readonly asked: number
  readonly visible: number
  readonly isLoading: boolean
  readonly error: unknown
}

/** Memories of one question, and of all. The best linked are asked for first. */
const PART = 500
const MOST = 2000
const NONE: readonly NearLine[] = []

/** Lines between the memories that are drawn and those that are nearest to them by meaning; k = 0 draws none. */
export const useNearest = (namespace: string, session: GraphSession, k: number): NearestState => {
  const revision = useStore(session.state, (state) => state.revision)
  const shown = useStore(session.state, (state) => state.shown)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the graph is no state of React; these say that it changed
  const visible = useMemo(() => (k === 0 ? NOTHING : visibleIn(session)), [session, k, revision, shown])
  const { graph } = useSomaQueries()
  const parts = useMemo(() => {
    const asked = visible.coordinates.slice(0, MOST)
    return Array.from({ length: Math.ceil(asked.length / PART) }, (_, i) =>
      asked.slice(i * PART, (i + 1) * PART),
    )
  }, [visible])
  const found = useQueries({
    queries: parts.map((coordinates) => graph.nearest(namespace, coordinates, k)),
    combine: (results) => ({
      pairs: results.map(({ data }) => data),
      isLoading: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error)?.error ?? null,
    }),
  })
  const lines = useMemo(() => linesOf(found.pairs, visible.ids), [found.pairs, visible])
  useEffect(() => {
    session.view.setState({ near: lines })
  }, [session, lines])
  return {
    shown: lines.length,
    asked: Math.min(MOST, visible.coordinates.length),
    visible: visible.coordinates.length,
    isLoading: found.isLoading,
    error: found.error,
  }
}

interface Visible {
  readonly coordinates: number[][]
  readonly ids: ReadonlyMap<string, string>
}

const NOTHING: Visible = { coordinates: [], ids: new Map() }

const visibleIn = ({ graph }: GraphSession): Visible => {
  const ids = graph
    .filterNodes((_, { hidden, facts }) => !hidden && facts.kind !== 'community')
    .sort((a, b) => graph.degree(b) - graph.degree(a) || (a < b ? -1 : 1))
  const placed = ids.map((id) => ({ id, coordinate: [...graph.getNodeAttribute(id, 'facts').coordinate] }))
  return {
    coordinates: placed.map(({ coordinate }) => coordinate),
    ids: new Map(placed.map(({ id, coordinate }) => [coordinateKey(coordinate), id])),
  }
}

type Pairs =
  | readonly { readonly a: number[]; readonly b: number[]; readonly similarity: number }[]
  | undefined

const linesOf = (parts: readonly Pairs[], ids: ReadonlyMap<string, string>): readonly NearLine[] => {
  const lines = new Map<string, NearLine>()
  for (const { a: from, b: to, similarity } of parts.flatMap((pairs) => pairs ?? [])) {
    const [a, b] = [ids.get(coordinateKey(from)), ids.get(coordinateKey(to))]
    if (a !== undefined && b !== undefined) lines.set(`${a} ${b}`, { a, b, similarity })
  }
  return lines.size === 0 ? NONE : [...lines.values()]
}
