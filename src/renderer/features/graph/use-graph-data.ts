import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { Community, GraphView } from '#contract/graph'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { GraphData } from '../../graph-view/graph-model.ts'
import { readView } from '../../graph-view/read-view.ts'
import { openCommunities } from './compose-data.ts'
import { type GraphStartChoice, MOST_AMONG, startInput } from './graph-start.ts'
import type { GraphDraft } from './graph-store.ts'

export interface GraphContents {
  readonly data: GraphData | null
  /** Of how many the start tells. */
  readonly total: GraphView['total'] | null
  readonly communities: readonly Community[]
  readonly typeNames: readonly string[]
  /** What is shown stands for another start than the one that is asked for. */
  readonly isStale: boolean
  readonly error: unknown
  readonly retry: () => void
}

/** A community whose memories are shown has them all, up to so many. */
const COMMUNITY_LIMIT = 3000

const NOTHING: GraphStartChoice = { kind: 'overview' }

/** What the graph shows: the start, what is open in it, and the links across. */
export const useGraphData = (
  namespace: string,
  { start, limit, opened }: Pick<GraphDraft, 'start' | 'limit' | 'opened'>,
): GraphContents => {
  const { graph } = useSomaQueries()
  const base = useQuery({
    ...graph.view(namespace, startInput(start ?? NOTHING), limit),
    enabled: start !== null,
    // A change elsewhere must not empty the screen, nor a raised limit.
    placeholderData: keepPreviousData,
  })
  const inside = useQueries({
    queries: opened.map((community) =>
      graph.view(namespace, { kind: 'community', community }, COMMUNITY_LIMIT),
    ),
    combine: (results) => ({
      views: results.flatMap(({ data }) => (data ? [data] : [])),
      error: results.find(({ error }) => error)?.error,
    }),
  })
  const opens = useMemo(() => inside.views.map(readView), [inside.views])
  const members = useMemo(
    () =>
      opens.length < 2 ? [] : opens.flatMap(({ nodes }) => nodes.map(({ facts }) => [...facts.coordinate])),
    [opens],
  )
  const across = useQuery({
    ...graph.view(namespace, { kind: 'among', coordinates: members }, MOST_AMONG),
    enabled: members.length > 0 && members.length <= MOST_AMONG,
  })
  const view = base.data
  const { refetch } = base
  const analysis = useQuery({ ...graph.analysis(namespace), enabled: view?.analysedAt === null })
  const isAnalysed = analysis.data != null
  const isOld = view?.analysedAt === null
  useEffect(() => {
    if (isAnalysed && isOld) void refetch()
  }, [isAnalysed, isOld, refetch])
  const overview = useMemo(() => (view ? readView(view) : null), [view])
  const between = useMemo(
    () => (across.data && members.length > 0 ? readView(across.data) : null),
    [across.data, members],
  )
  const data = useMemo(
    () => overview && openCommunities(overview, opens, between),
    [overview, opens, between],
  )
  return {
    data,
    total: view?.total ?? null,
    communities: view?.communities ?? [],
    typeNames: useMemo(
      () => [...new Set([...(view?.typeNames ?? []), ...inside.views.flatMap(({ typeNames }) => typeNames)])],
      [view, inside.views],
    ),
    isStale: base.isPlaceholderData,
    error: base.error ?? inside.error ?? null,
    retry: () => void base.refetch(),
  }
}
