import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isError } from '#contract/errors'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { loadMap } from './load-map.ts'
import type { MapData } from './map-data.ts'
import { type MapDraft, type MapLoad, useMapLoad } from './map-store.ts'

/** A map of no more points follows what is stored by itself; a larger one waits until it is asked. */
const FOLLOWS = 20_000
/** Vectors that are being loaded are there some time later, and nobody tells the map. */
const LOOK_AGAIN_MS = 1500

export interface MapOnScreen {
  /** The map that was asked for, or the other one until that is there. */
  readonly data: MapData | null
  /** Of what was asked for. */
  readonly load: MapLoad
  readonly newer: number
  readonly renew: () => void
  readonly retry: () => void
}

/** The map of a namespace, loaded, and told how far it is behind. */
export const useMap = (namespace: string, { method, color }: MapDraft): MapOnScreen => {
  const client = useClient()
  const load = useMapLoad(namespace, method)
  const other = useMapLoad(namespace, method === 'pca' ? 'umap' : 'pca')
  const outliers = color === 'outlier'
  const has = load.data !== null && (!outliers || load.data.map.hasOutliers)
  const { data: standing } = useQuery({
    ...useSomaQueries().map.standing(namespace, method),
    enabled: load.data !== null,
  })
  const ask = (renew: boolean): void => void loadMap(client, { namespace, method, outliers, renew })
  const isTried = load.error !== null || load.progress !== null
  const behind = standing && load.data ? isBehind(load.data, standing) : false
  const follows = behind && (load.data?.count ?? 0) <= FOLLOWS
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for what is not there, and again where it is behind
  useEffect(() => {
    if (!isTried && (!has || follows)) ask(false)
  }, [namespace, method, outliers, has, follows, standing])
  const isWaiting = isError(load.error, 'map/impossible') && load.progress === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again a while after each refusal
  useEffect(() => {
    if (!isWaiting) return
    const timer = setTimeout(() => ask(false), LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [isWaiting, load.error])
  return {
    data: load.data ?? other.data,
    load,
    newer: standing?.newer ?? load.data?.map.newer ?? 0,
    renew: () => ask(true),
    retry: () => ask(false),
  }
}

const isBehind = (
  { map, count }: MapData,
  { madeAt, living, newer }: { madeAt: number | null; living: number; newer: number },
): boolean => madeAt !== map.madeAt || living !== map.living || (newer !== map.newer && count <= FOLLOWS)
