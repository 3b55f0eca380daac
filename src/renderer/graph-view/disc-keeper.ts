import type { SomaGraph } from './graph-model.ts'
import { bubblesOfMembers, discPixels, openCommunities, pullBack, pushAside } from './open-discs.ts'
import type { Point } from './placement.ts'

/** What opening and closing do to places: where each node that moves should be. */
export interface DiscChange {
  readonly targets: ReadonlyMap<string, Point>
  /** Bubbles that are open now and were not. */
  readonly opened: readonly string[]
}

export interface DiscKeeper {
  /** Radius in the units of the graph, by bubble. */
  readonly discs: ReadonlyMap<string, number>
  /**
   * Compares with what was open, after the graph holds other nodes.
   * @param room half the shorter side of the drawing in pixels, and units of the graph that a pixel is
   */
  update(room: { readonly half: number; readonly unit: number }): DiscChange
  /** After a start whose memories stand where they stood before. */
  adopt(): void
  clear(): void
}

/** Gap between the rim of an open community and what lies beside it, as a share of its radius. */
const GAP = 0.12

/** Which communities are open, how large they are, and what has to move for them. */
export const createDiscKeeper = (graph: SomaGraph): DiscKeeper => {
  const discs = new Map<string, number>()

  const update: DiscKeeper['update'] = ({ half, unit }) => {
    const open = openCommunities(graph)
    const owner = bubblesOfMembers(open)
    const places = new Map<string, Point>()
    const placeOf = (id: string): Point => {
      const { x, y } = graph.getNodeAttributes(id)
      return places.get(id) ?? { x, y }
    }
    /** Members go with their bubble; what a hand holds stays. */
    const moveOthers = (bubble: string, change: (point: Point, own: number) => Point): void => {
      graph.forEachNode((id, { held }) => {
        if (id === bubble || owner.has(id) || held) return
        const before = placeOf(id)
        const after = change(before, discs.get(id) ?? 0)
        places.set(id, after)
        for (const member of open.get(id) ?? []) {
          const at = placeOf(member)
          places.set(member, { x: at.x + after.x - before.x, y: at.y + after.y - before.y })
        }
      })
    }
    for (const [bubble, radius] of [...discs]) {
      if (open.has(bubble)) continue
      discs.delete(bubble)
      if (!graph.hasNode(bubble)) continue
      const centre = placeOf(bubble)
      moveOthers(bubble, (point, own) => pullBack(point, centre, radius * (1 + GAP) + own))
    }
    const opened = [...open.keys()].filter((bubble) => !discs.has(bubble))
    for (const bubble of opened) {
      const radius = discPixels(open.get(bubble)?.length ?? 0, half) * unit
      const centre = placeOf(bubble)
      moveOthers(bubble, (point, own) => pushAside(point, centre, radius * (1 + GAP) + own))
      discs.set(bubble, radius)
    }
    return { targets: places, opened }
  }
  return {
    discs,
    update,
    adopt: () => {
      for (const [bubble, members] of openCommunities(graph)) {
        const centre = graph.getNodeAttributes(bubble)
        const reach = members.map((id) => {
          const { x, y } = graph.getNodeAttributes(id)
          return Math.hypot(x - centre.x, y - centre.y)
        })
        discs.set(
          bubble,
          reach.reduce((most, one) => Math.max(most, one), 1),
        )
      }
    },
    clear: () => discs.clear(),
  }
}
