import type { SomaGraph } from './graph-model.ts'
import type { Point } from './placement.ts'

/** Bubbles whose memories are in the graph, each with them: communities that are open in place. */
export const openCommunities = (graph: SomaGraph): ReadonlyMap<string, readonly string[]> => {
  const bubbles = new Map<number, string>()
  graph.forEachNode((id, { facts: { kind, community } }) => {
    if (kind === 'community' && community !== null) bubbles.set(community, id)
  })
  const open = new Map<string, string[]>()
  if (bubbles.size === 0) return open
  graph.forEachNode((id, { facts: { kind, community } }) => {
    const bubble = kind === 'community' || community === null ? undefined : bubbles.get(community)
    if (bubble === undefined) return
    const list = open.get(bubble)
    if (list) list.push(id)
    else open.set(bubble, [id])
  })
  return open
}

/** By memory, the bubble that it belongs to. */
export const bubblesOfMembers = (open: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, string> =>
  new Map([...open].flatMap(([bubble, members]) => members.map((id) => [id, bubble] as const)))

/** Pixels from memory to memory in an open community. */
const ROOM = 6.5

/** Pixels, by how many it has and what there is room for: `most` is half the shorter side of the drawing. */
export const discPixels = (members: number, most: number): number =>
  Math.min(Math.max(34, ROOM * Math.sqrt(members)), Math.max(34, most * 0.72))

/** A radius that is not 0, so that two points at one place are parted, too. */
const LEAST = 1e-6

const scaled = (point: Point, centre: Point, change: (distance: number) => number): Point => {
  const [dx, dy] = [point.x - centre.x, point.y - centre.y]
  const distance = Math.max(LEAST, Math.hypot(dx, dy))
  const share = change(distance) / distance
  const way = Math.hypot(dx, dy) < LEAST ? { x: LEAST, y: 0 } : { x: dx, y: dy }
  return { x: centre.x + way.x * share, y: centre.y + way.y * share }
}

/**
 * Where a point goes when a disc opens around the centre: the plane is stretched so that every ring keeps its area. What
 * is near goes to the rim, what is far hardly moves, and nothing passes anything else.
 */
export const pushAside = (point: Point, centre: Point, radius: number): Point =>
  scaled(point, centre, (distance) => Math.hypot(distance, radius))

/** The way back; what was put into the disc meanwhile comes nearer to its centre. */
export const pullBack = (point: Point, centre: Point, radius: number): Point =>
  scaled(point, centre, (distance) =>
    distance > radius ? Math.sqrt(distance ** 2 - radius ** 2) : distance * 0.1,
  )

/** Share of the distance from the centre that a layout gave: the rest is by rank, which fills the disc evenly. */
const BY_LAYOUT = 0.3

interface Disc {
  readonly centre: Point
  readonly radius: number
  readonly byLayout?: number
}

/** Fits places that a layout found into a disc: directions stay, the farthest comes to the rim. */
export const intoDisc = (
  places: Float32Array,
  { centre, radius, byLayout = BY_LAYOUT }: Disc,
): Float32Array => {
  const count = places.length / 2
  const middle = { x: 0, y: 0 }
  for (let i = 0; i < count; i++) {
    middle.x += (places[i * 2] as number) / count
    middle.y += (places[i * 2 + 1] as number) / count
  }
  const distance = Float32Array.from({ length: count }, (_, i) =>
    Math.hypot((places[i * 2] as number) - middle.x, (places[i * 2 + 1] as number) - middle.y),
  )
  const farthest = distance.reduce((most, one) => Math.max(most, one), LEAST)
  const rank = [...distance.keys()].sort((a, b) => (distance[a] as number) - (distance[b] as number))
  const fitted = new Float32Array(places.length)
  rank.forEach((i, place) => {
    const own = Math.max(distance[i] as number, LEAST)
    const reach = byLayout * (own / farthest) + (1 - byLayout) * Math.sqrt((place + 0.5) / count)
    fitted[i * 2] = centre.x + (((places[i * 2] as number) - middle.x) / own) * reach * radius
    fitted[i * 2 + 1] = centre.y + (((places[i * 2 + 1] as number) - middle.y) / own) * reach * radius
  })
  return fitted
}
