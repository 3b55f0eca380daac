import { textAt } from '#contract/graph'
import type { MapPoints, MemoryMap } from '#contract/map'
import { type Coordinate, coordinateKey } from '../../workspace/location.ts'

/** A map as it came, with what is asked of single points. */
export interface MapData {
  readonly map: MemoryMap
  readonly points: MapPoints
  readonly count: number
  titleAt(i: number): string
  coordinateAt(i: number): Coordinate
  /** Place of a memory by what names it in a search, or null where it is not on the map. */
  pointOf(key: number): number | null
  /** Place of a memory in the columns, or null where it is not on the map. */
  indexOf(coordinate: Coordinate): number | null
}

export const mapDataOf = (map: MemoryMap): MapData => {
  const { points } = map
  const count = points.arity.length
  const starts = new Uint32Array(count)
  for (let i = 1; i < count; i++) starts[i] = (starts[i - 1] as number) + (points.arity[i - 1] as number)
  const coordinateAt = (i: number): Coordinate =>
    Array.from(points.coordinates.subarray(starts[i], (starts[i] as number) + (points.arity[i] as number)))
  // Made when the first one is asked for: it takes some milliseconds for 100,000.
  let places: Map<string, number> | null = null
  const indexOf = (coordinate: Coordinate): number | null => {
    places ??= new Map(Array.from({ length: count }, (_, i) => [coordinateKey(coordinateAt(i)), i]))
    return places.get(coordinateKey(coordinate)) ?? null
  }
  let byKey: Map<number, number> | null = null
  const pointOf = (key: number): number | null => {
    byKey ??= new Map(Array.from(points.keys, (one, i) => [one, i]))
    return byKey.get(key) ?? null
  }
  return { map, points, count, pointOf, titleAt: (i) => textAt(points.titles, i), coordinateAt, indexOf }
}
