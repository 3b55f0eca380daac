import type { SomaGraph } from '../graph-model.ts'
import { bubblesOfMembers, intoDisc, openCommunities, pushAside } from '../open-discs.ts'
import type { Places, Point } from '../placement.ts'

/** What forces move: each node that is drawn, but an open community as one, and nothing that has no link. */
export interface Bodies {
  readonly ids: readonly string[]
  readonly owners: ReadonlyMap<string, string>
  /** Drawn, linked with nobody, and not held: they stand around the others. */
  readonly lonely: readonly string[]
}

export const bodiesOf = (graph: SomaGraph): Bodies => {
  const owners = bubblesOfMembers(openCommunities(graph))
  const linked = new Set<string>()
  graph.forEachEdge((_key, { hidden }, from, to) => {
    const [a, b] = [owners.get(from) ?? from, owners.get(to) ?? to]
    if (hidden || a === b) return
    linked.add(a)
    linked.add(b)
  })
  const shown = graph.filterNodes((id, { hidden }) => !hidden && !owners.has(id))
  const isLonely = (id: string): boolean => {
    const { held, open } = graph.getNodeAttributes(id)
    return !linked.has(id) && !held && !open
  }
  // Where hardly anything is linked, forces spread what there is.
  if (linked.size < 3) return { ids: shown, owners, lonely: [] }
  return { ids: shown.filter((id) => !isLonely(id)), owners, lonely: shown.filter(isLonely) }
}

interface Result {
  /** Of the bodies, x and y. */
  readonly places: Float32Array
  readonly discs: ReadonlyMap<string, number>
}

/** Where everything goes: what is beside an open community off its ground, its memories with it, the lonely around all. */
export const placesOfAll = (
  graph: SomaGraph,
  { ids, owners, lonely }: Bodies,
  { places, discs }: Result,
): Places => {
  const spread = ids.every((id) => isBubble(graph, id)) ? evened(places) : places
  const found = new Map<string, Point>(
    ids.map((id, i) => [id, { x: spread[i * 2] as number, y: spread[i * 2 + 1] as number }]),
  )
  for (const [bubble, radius] of discs) {
    const centre = found.get(bubble)
    if (!centre) continue
    for (const [id, point] of found) {
      if (id !== bubble) found.set(id, pushAside(point, centre, radius * 1.12 + (discs.get(id) ?? 0)))
    }
  }
  const ring = ringAround([...found.values()], lonely.length)
  for (const [i, id] of lonely.entries()) found.set(id, ring(i))
  for (const [id, bubble] of owners) {
    const [after, before, own] = [
      found.get(bubble),
      graph.hasNode(bubble) && graph.getNodeAttributes(bubble),
      graph.hasNode(id) && graph.getNodeAttributes(id),
    ]
    if (after && before && own)
      found.set(id, { x: own.x + after.x - before.x, y: own.y + after.y - before.y })
  }
  return found
}

const isBubble = (graph: SomaGraph, id: string): boolean =>
  graph.hasNode(id) && graph.getNodeAttribute(id, 'facts').kind === 'community'

/** Share of the distance that forces gave: bubbles take room that forces do not know of. */
const BY_FORCE = 0.5

/** Communities alone fill their circle, so that those in the middle do not cover one another. */
const evened = (places: Float32Array): Float32Array => {
  let reach = 1
  for (let i = 0; i < places.length; i += 2) {
    reach = Math.max(reach, Math.hypot(places[i] as number, places[i + 1] as number))
  }
  return intoDisc(places, { centre: { x: 0, y: 0 }, radius: reach, byLayout: BY_FORCE })
}

/** As in a sunflower. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))
/** Most that the ring of the lonely makes the drawing wider. */
const WIDEST = 1.45
const GAP = 1.1

/** Places in a ring around points, as close to one another as those are, or closer where there are many. */
const ringAround = (core: readonly Point[], count: number): ((i: number) => Point) => {
  const centre = { x: 0, y: 0 }
  for (const { x, y } of core) {
    centre.x += x / core.length
    centre.y += y / core.length
  }
  const reach = core.reduce((most, { x, y }) => Math.max(most, Math.hypot(x - centre.x, y - centre.y)), 1)
  const inner = (reach * GAP) ** 2
  const room = Math.min(reach ** 2 / core.length, ((reach * WIDEST) ** 2 - inner) / Math.max(1, count))
  return (i) => {
    const radius = Math.sqrt(inner + (i + 0.5) * room)
    const angle = i * GOLDEN_ANGLE
    return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) }
  }
}
