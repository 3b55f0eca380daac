import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { IndexShape, SearchEffort, TuningGround, TuningPoint, TuningProgress } from '#contract/tuning'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { TuningAsked } from '../../api/queries/tuning.ts'
import { useTuningStore } from './tuning-store.ts'

export interface Measured {
  readonly point: TuningPoint | undefined
  readonly ground: TuningGround | undefined
  /** The point is that of the question before. */
  readonly isOld: boolean
  readonly progress: TuningProgress | null
  readonly error: Error | null
  readonly retry: () => void
}

/** Lists that were made anew answer otherwise. */
export const stampOf = ({ lists }: IndexShape): string => `${lists?.count} ${lists?.builtVectors}`

/**
 * One setting, measured on the copy; asking for another one gives this one up. Once more when a sweep is over: its times are
 * compared with this one's, which may be of a busier minute.
 */
export const useMeasured = (asked: TuningAsked, effort: SearchEffort, stamp: string): Measured => {
  const queries = useSomaQueries()
  const [progress, setProgress] = useState<TuningProgress | null>(null)
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery(
    queries.tuning.measure(asked, effort, { stamp, onProgress: setProgress }),
  )
  useEffect(
    () =>
      useTuningStore.subscribe(({ sweep }, before) => {
        if (sweep?.outcome && sweep.outcome !== before.sweep?.outcome) void refetch()
      }),
    [refetch],
  )
  return {
    point: data?.point,
    ground: data?.ground,
    isOld: isPlaceholderData,
    progress: isFetching ? progress : null,
    error,
    retry: () => void refetch(),
  }
}
