import type { GraphData } from './graph-model.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** Where something stood before: ids that are not there are new. */
export type Places = ReadonlyMap<string, Point>

/** Turned by it from one to the next, points fill a disc evenly (Vogel, 1979). */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))
/** Room of one node in a start that has no layout yet. */
const STEP = 12

export const spiral = (index: number, step = STEP): Point => {
  const radius = step * Math.sqrt(index + 0.5)
  return { x: radius * Math.cos(index * GOLDEN_ANGLE), y: radius * Math.sin(index * GOLDEN_ANGLE) }
}

const add = (a: Point, b: Point): Point => ({ x: a.x + b.x, y: a.y + b.y })

const middle = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
})

const neighboursOf = ({ links }: GraphData): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>()
  const push = (id: string, other: string): void => {
    const list = found.get(id)
    if (list) list.push(other)
    else found.set(id, [other])
  }
  for (const { from, to } of links) {
    push(from, to)
    push(to, from)
  }
  return found
}

/**
 * A place for every node that has none: beside its neighbours where one of them stands somewhere, else in a disc of its
 * community, so that nothing that is there has to move.
 * @param near where nodes go whose neighbours stand nowhere either; without it communities are laid out around 0
 */
export const placeNew = (data: GraphData, known: Places, near?: Point): Places => {
  const places = new Map<string, Point>()
  const missing = data.nodes.filter(({ id }) => !known.has(id))
  if (missing.length === 0) return places
  const neighbours = neighboursOf(data)
  const lost: typeof missing = []
  let turn = 0
  for (const node of missing) {
    const beside = (neighbours.get(node.id) ?? []).flatMap((id) => known.get(id) ?? places.get(id) ?? [])
    if (beside.length > 0 && known.size > 0) {
      places.set(node.id, add(middle(beside), spiral(turn++ % 64, STEP / 2)))
    } else lost.push(node)
  }
  const offset = near ?? (known.size === 0 ? { x: 0, y: 0 } : besideAll([...known.values()]))
  for (const [id, point] of discs(lost)) places.set(id, add(point, offset))
  return places
}

/** What belongs to nobody stands to the right of what is there. */
const besideAll = (points: readonly Point[]): Point => {
  const right = points.reduce((most, { x }) => Math.max(most, x), Number.NEGATIVE_INFINITY)
  return { x: right + STEP * 8, y: middle(points).y }
}

/** Each community a disc, the largest in the middle. */
const discs = (nodes: GraphData['nodes']): Places => {
  const groups = new Map<number | null, string[]>()
  for (const { id, facts } of nodes) {
    // Communities themselves are one crowd.
    const group = facts.kind === 'community' ? -1 : facts.community
    const list = groups.get(group)
    if (list) list.push(id)
    else groups.set(group, [id])
  }
  const places = new Map<string, Point>()
  let taken = 0
  for (const ids of [...groups.values()].sort((a, b) => b.length - a.length)) {
    const centre = spiral(Math.max(0, taken + ids.length / 2 - 0.5), taken === 0 ? 0 : STEP * 1.4)
    ids.forEach((id, i) => {
      places.set(id, add(centre, spiral(i)))
    })
    taken += ids.length
  }
  return places
}
