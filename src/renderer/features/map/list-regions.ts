import { Delaunay } from 'd3-delaunay'
import { UNKNOWN } from '#contract/graph'
import type { MapLists } from '#contract/map'
import { colorsApart } from './list-colors.ts'
import type { MapData } from './map-data.ts'
import { LIST_COLORS } from './map-look.ts'

/** Where the lists of the index lie on the map. */
export interface ListRegions {
  readonly count: number
  /** Of each point; UNKNOWN where it is in none. */
  readonly listOf: Uint32Array
  /** Of each list, another one than its neighbours on the map have. */
  readonly colorOf: Uint8Array
  /** Memories of each list that are on the map. */
  readonly sizes: Uint32Array
  /** Middle of each list, x and y by turns. */
  readonly centres: Float64Array
  /** Where points are: beyond, a region is nothing. */
  readonly ground: Path2D
  /** Lines between the regions, on the plane. */
  readonly lines: Path2D
  /** The region of one list: all that is nearer to its middle than to any other. */
  regionOf(list: number): Path2D
}

/** Regions reach so far beyond the points, in shares of how wide these are. */
const BEYOND = 0.06

/** Null where there are no lists. */
export const listRegions = (data: MapData, { count, keys, lists }: MapLists): ListRegions | null => {
  if (count === 0) return null
  const listOf = new Uint32Array(data.count).fill(UNKNOWN)
  for (let i = 0; i < keys.length; i++) {
    const point = data.pointOf(keys[i] as number)
    if (point !== null) listOf[point] = lists[i] as number
  }
  const sizes = new Uint32Array(count)
  const centres = new Float64Array(count * 2)
  const { xy } = data.points
  const box = { left: 1 / 0, right: -1 / 0, bottom: 1 / 0, top: -1 / 0 }
  for (let i = 0; i < data.count; i++) {
    const [x, y, list] = [xy[i * 2] as number, xy[i * 2 + 1] as number, listOf[i] as number]
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.bottom = Math.min(box.bottom, y)
    box.top = Math.max(box.top, y)
    if (list === UNKNOWN) continue
    sizes[list] = (sizes[list] as number) + 1
    centres[list * 2] = (centres[list * 2] as number) + x
    centres[list * 2 + 1] = (centres[list * 2 + 1] as number) + y
  }
  for (let list = 0; list < count; list++) {
    for (const axis of [0, 1])
      centres[list * 2 + axis] = (centres[list * 2 + axis] as number) / Math.max(1, sizes[list] as number)
  }
  const [across, up] = [(box.right - box.left) * BEYOND, (box.top - box.bottom) * BEYOND]
  const delaunay = new Delaunay(centres)
  const colorOf = colorsApart({ count, neighboursOf: (list) => delaunay.neighbors(list) }, LIST_COLORS)
  const voronoi = delaunay.voronoi([box.left - across, box.bottom - up, box.right + across, box.top + up])
  return {
    ...{ count, listOf, colorOf, sizes, centres },
    ground: groundOf(xy),
    lines: new Path2D(voronoi.render()),
    regionOf: (list) => new Path2D(voronoi.renderCell(list) ?? ''),
  }
}

/** Points that the outline of the ground is made of, at most, and how far it goes beyond them. */
const OUTLINED = 4000
const ROOM = 1.04

const groundOf = (xy: Float32Array): Path2D => {
  const every = Math.max(1, Math.ceil(xy.length / 2 / OUTLINED))
  const some = Array.from({ length: Math.ceil(xy.length / 2 / every) }, (_, i) => [
    xy[i * every * 2] as number,
    xy[i * every * 2 + 1] as number,
  ])
  const hull = new Delaunay(some.flat()).hullPolygon() as [number, number][]
  const middle = (axis: 0 | 1): number => hull.reduce((sum, at) => sum + at[axis], 0) / hull.length
  const [cx, cy] = [middle(0), middle(1)]
  const path = new Path2D()
  for (const [x, y] of hull) path.lineTo(cx + (x - cx) * ROOM, cy + (y - cy) * ROOM)
  path.closePath()
  return path
}
