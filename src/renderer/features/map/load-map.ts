import type { SomaClient } from '#contract/index'
import type { MapMethod } from '#contract/map'
import { isCancelled } from '../../api/describe-error.ts'
import { mapDataOf } from './map-data.ts'
import { loadKey, type MapLoad, NO_LOAD, useMapStore } from './map-store.ts'

export interface MapAsked {
  readonly namespace: string
  readonly method: MapMethod
  readonly outliers: boolean
  readonly renew: boolean
}

/** Maps are large: those of so many namespaces and methods stay. */
const MOST_HELD = 4
const running = new Map<string, { readonly aborter: AbortController; readonly asked: MapAsked }>()

/** Goes on while another screen is shown. The same is not asked for twice at once; another question ends the one before. */
export const loadMap = async (client: SomaClient, asked: MapAsked): Promise<void> => {
  const { namespace, method } = asked
  const key = loadKey(namespace, method)
  const before = running.get(key)
  if (before && before.asked.outliers === asked.outliers && !asked.renew) return
  before?.aborter.abort()
  const mine = { aborter: new AbortController(), asked }
  running.set(key, mine)
  const change = (part: Partial<MapLoad>): void => {
    if (running.get(key) === mine) changeLoad(key, part)
  }
  change({ begunAt: performance.now() })
  try {
    for await (const item of client.map.view(asked, { signal: mine.aborter.signal })) {
      if (item.type === 'progress') change({ progress: item, error: null })
      else change({ data: mapDataOf(item.map), progress: null, error: null })
    }
  } catch (error) {
    change({ progress: null, error: isCancelled(error) ? null : error })
  } finally {
    if (running.get(key) === mine) running.delete(key)
  }
}

/** What is there stays. */
export const cancelMap = (namespace: string, method: MapMethod): void => {
  const key = loadKey(namespace, method)
  running.get(key)?.aborter.abort()
  running.delete(key)
  changeLoad(key, { progress: null })
}

const changeLoad = (key: string, part: Partial<MapLoad>): void => {
  const loads = new Map(useMapStore.getState().loads)
  const next = { ...(loads.get(key) ?? NO_LOAD), ...part }
  // The one used longest ago stands first, and goes first.
  loads.delete(key)
  loads.set(key, next)
  const [oldest] = loads.keys()
  if (loads.size > MOST_HELD && oldest !== undefined && !running.has(oldest)) loads.delete(oldest)
  useMapStore.setState({ loads })
}
