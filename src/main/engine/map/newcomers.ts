import type { MapMethod } from '#contract/map'
import type { KeptMap } from '../ports.ts'
import type { VectorPair } from '../vectors/active-vectors.ts'
import { amidst, placeOf, unpacked } from './draw-map.ts'
import { onPlane } from './principal-plane.ts'

/** Neighbours that are looked through for some that are on the map. */
const LOOKED_THROUGH = 12
const CLOSE = 5

interface Newcomers {
  readonly method: MapMethod
  readonly space: number
  readonly pair: VectorPair
  /** Ascending. */
  readonly keys: Uint32Array
}

/** Where a vector belongs on a map whose nearest are known; null where none of them is on it. */
export const whereOf = (
  map: KeptMap,
  method: MapMethod,
  vector: Float32Array,
  nearest: Uint32Array,
): { x: number; y: number } | null => {
  const near = [...nearest].map((key) => placeOf(map.keys, key)).filter((place) => place < map.keys.length)
  if (method === 'umap' && near.length === 0) return null
  const around = near.slice(0, CLOSE).map((i) => [map.xy[i * 2], map.xy[i * 2 + 1]] as [number, number])
  const [x, y] = method === 'pca' ? onPlane(unpacked(map.plane), vector) : amidst(around)
  return { x, y }
}

/**
 * Where memories belong that came after a map was made: on its plane, or amid their neighbours on it, and in the region of
 * the nearest. One that has no vector yet, or no neighbour there, is left out. Every search is a call of its own.
 */
export const placedBeside = async (
  map: KeptMap,
  { method, space, pair, keys }: Newcomers,
): Promise<{ readonly keys: number[]; readonly xy: number[]; readonly topics: number[] }> => {
  const beside = { keys: [] as number[], xy: [] as number[], topics: [] as number[] }
  const plane = method === 'pca' ? unpacked(map.plane) : null
  for (const key of keys) {
    const vector = await pair.index.vectorOf(space, key)
    if (vector === null) continue
    const { keys: found } = await pair.index.search({ space, vector, k: LOOKED_THROUGH })
    const near = [...found].map((one) => placeOf(map.keys, one)).filter((place) => place < map.keys.length)
    const [first] = near
    if (first === undefined && plane === null) continue
    const around = near.slice(0, CLOSE).map((i) => [map.xy[i * 2], map.xy[i * 2 + 1]] as [number, number])
    beside.keys.push(key)
    beside.xy.push(...(plane ? onPlane(plane, vector) : amidst(around)))
    beside.topics.push(first === undefined ? 0 : (map.topics[first] as number))
  }
  return beside
}
