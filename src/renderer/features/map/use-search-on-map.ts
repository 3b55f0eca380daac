import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { UNKNOWN } from '#contract/graph'
import type { MapSearch } from '#contract/map'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { DrawnSearch } from './draw-lists.ts'
import { type ListRegions, listRegions } from './list-regions.ts'
import type { MapData } from './map-data.ts'
import type { MapDraft } from './map-store.ts'
import { type SearchStep, searchSteps } from './search-steps.ts'

export interface SearchOnMap {
  readonly regions: ListRegions | null
  /** Whether their borders are to be seen, and not only their colours. */
  readonly isOutlined: boolean
  /** Lists that there are; null until that is known. */
  readonly count: number | null
  readonly steps: readonly SearchStep[]
  /** Where the search is; past the last where the steps are fewer now. */
  readonly step: number
  readonly drawn: DrawnSearch | null
  /** Points that the step is about; null where it is about all. */
  readonly lit: ReadonlySet<number> | null
  readonly error: unknown
  readonly isAsking: boolean
}

const STEP_MS = 1400
const NO_STEPS: readonly SearchStep[] = []

/** The lists of the index and a search through them, on the map. Nothing is asked while neither is to be seen. */
export const useSearchOnMap = (
  namespace: string,
  data: MapData,
  draft: MapDraft,
  onChange: (part: Partial<MapDraft>) => void,
): SearchOnMap => {
  const { search, lists, color } = draft
  const query = search?.query ?? ''
  const {
    data: answer,
    error,
    isFetching,
  } = useQuery({
    ...useSomaQueries().map.lists(namespace, data.map.method, query),
    enabled: lists || color === 'list' || query.trim() !== '',
    placeholderData: keepPreviousData,
  })
  const isOutlined = lists || search !== null
  const isSeen = isOutlined || color === 'list'
  const regions = useMemo(() => (answer && isSeen ? listRegions(data, answer) : null), [data, answer, isSeen])
  const found = search !== null && query.trim() !== '' ? (answer?.search ?? null) : null
  const steps = useMemo(
    () => (found && answer ? searchSteps(found, answer.count) : NO_STEPS),
    [found, answer],
  )
  const step = Math.min(search?.step ?? 0, Math.max(0, steps.length - 1))
  const now = steps[step]
  const drawn = useMemo(() => (found && now ? drawnSearch(data, found, now) : null), [data, found, now])
  const lit = useMemo(
    () => (found && now ? litBy(data, found, now, regions) : null),
    [data, found, now, regions],
  )
  const isPlaying = search?.isPlaying ?? false
  useEffect(() => {
    if (!isPlaying || search === null || steps.length === 0) return
    const timer = setTimeout(() => {
      const isLast = step >= steps.length - 1
      onChange({ search: { ...search, step: isLast ? step : step + 1, isPlaying: !isLast } })
    }, STEP_MS)
    return () => clearTimeout(timer)
  }, [isPlaying, search, step, steps, onChange])
  return {
    regions,
    isOutlined,
    count: answer?.count ?? null,
    steps,
    step,
    drawn,
    lit,
    error,
    isAsking: isFetching,
  }
}

const pointsOf = (data: MapData, keys: Iterable<number>): number[] =>
  [...keys].map((key) => data.pointOf(key)).filter((point) => point !== null)

const missedOf = ({ hits, truth }: MapSearch): number[] => {
  const found = new Set(hits)
  return [...truth].filter((key) => !found.has(key))
}

const drawnSearch = (data: MapData, search: MapSearch, { id }: SearchStep): DrawnSearch => ({
  step: id,
  scanned: [...search.scanned].filter((list) => list !== UNKNOWN),
  hits: pointsOf(data, search.hits),
  missed: pointsOf(data, missedOf(search)),
  at: search.at,
})

const litBy = (
  data: MapData,
  search: MapSearch,
  { id }: SearchStep,
  regions: ListRegions | null,
): ReadonlySet<number> | null => {
  switch (id) {
    case 'centroids':
    case 'beams':
      return null
    case 'lists': {
      if (!regions) return null
      const scanned = new Set(search.scanned)
      const lit = new Set<number>()
      for (let i = 0; i < data.count; i++) if (scanned.has(regions.listOf[i] as number)) lit.add(i)
      return lit
    }
    case 'kept':
      return new Set(pointsOf(data, search.kept))
    default:
      return new Set(pointsOf(data, [...search.hits, ...missedOf(search)]))
  }
}
