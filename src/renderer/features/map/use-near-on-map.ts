import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { Coordinate } from '../../workspace/location.ts'
import type { OverMap } from './draw-over.ts'
import type { MapData } from './map-data.ts'

const NEAREST = 10
const NONE: OverMap['near'] = []

/** The nearest of a memory in the space of the vectors, as far as they are on the map. */
export const useNearOnMap = (namespace: string, data: MapData, at: Coordinate | null): OverMap['near'] => {
  const { data: found } = useQuery({
    ...useSomaQueries().recall.nearest(namespace, at ?? [0], NEAREST),
    enabled: at !== null,
  })
  return useMemo(() => {
    if (at === null || !found) return NONE
    return found.flatMap(({ memory, similarity }) => {
      const point = data.indexOf(memory.coordinate)
      return point === null ? [] : [{ point, similarity }]
    })
  }, [data, at, found])
}
