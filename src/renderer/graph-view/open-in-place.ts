import { createDiscKeeper } from './disc-keeper.ts'
import { createGlide } from './glide.ts'
import type { SomaGraph } from './graph-model.ts'
import { layOutInside } from './layout/inner-layout.ts'
import { intoDisc, openCommunities } from './open-discs.ts'
import { type Point, spiral } from './placement.ts'

interface InPlaceParts {
  readonly graph: SomaGraph
  /** Half the shorter side of the drawing in pixels, and units of the graph that a pixel is. */
  readonly room: () => { readonly half: number; readonly unit: number }
  readonly isCalm: () => boolean
  readonly onDiscs: (discs: ReadonlyMap<string, number>) => void
  readonly onRest: () => void
}

export interface InPlace {
  /** Radius of open communities in units of the graph, by bubble. */
  readonly discs: ReadonlyMap<string, number>
  /**
   * Call it when the graph holds other nodes and before they are painted.
   * @param stands the start is another one, and its nodes are where they were kept
   * @returns moves what has to move; call it when all is painted
   */
  take(options: { readonly isNew: boolean; readonly stands: boolean }): () => void
}

/** More links than this and nothing glides: each step takes all of them anew. */
const GLIDES_TO = 15_000

/** Communities that open where they are: a ground for each, others pushed aside, memories laid out inside. */
export const createInPlace = ({ graph, room, isCalm, onDiscs, onRest }: InPlaceParts): InPlace => {
  const keeper = createDiscKeeper(graph)
  const glide = createGlide(graph, onRest)
  const insides = new Map<string, () => void>()
  const options = () => ({ atOnce: isCalm() || graph.size > GLIDES_TO })

  const giveUp = (bubble: string): void => {
    insides.get(bubble)?.()
    insides.delete(bubble)
  }
  const move = (bubble: string, ids: readonly string[], places: Float32Array): void => {
    const radius = keeper.discs.get(bubble)
    if (radius === undefined || !graph.hasNode(bubble)) return
    const { x, y } = graph.getNodeAttributes(bubble)
    const fitted = intoDisc(places, { centre: { x, y }, radius })
    glide.to(new Map(ids.map((id, i) => [id, pointAt(fitted, i)])), options())
  }
  const markOpen = (): void =>
    graph.updateEachNodeAttributes(
      (id, node) => {
        node.open = keeper.discs.has(id)
        return node
      },
      { attributes: ['label', 'size'] },
    )
  const gather = (bubble: string, ids: readonly string[]): void => {
    const { x, y } = graph.getNodeAttributes(bubble)
    const step = ((keeper.discs.get(bubble) ?? 1) / Math.sqrt(ids.length + 1)) * 0.4
    ids.forEach((id, i) => {
      if (graph.getNodeAttribute(id, 'held')) return
      const away = spiral(i, step)
      graph.mergeNodeAttributes(id, { x: x + away.x, y: y + away.y })
    })
  }
  return {
    discs: keeper.discs,
    take: ({ isNew, stands }) => {
      if (isNew) {
        glide.stop()
        for (const bubble of [...insides.keys()]) giveUp(bubble)
        keeper.clear()
        if (stands) keeper.adopt()
      }
      const open = openCommunities(graph)
      const { targets, opened } = keeper.update(room())
      for (const bubble of [...insides.keys()]) if (!keeper.discs.has(bubble)) giveUp(bubble)
      for (const bubble of opened) gather(bubble, open.get(bubble) ?? [])
      markOpen()
      onDiscs(new Map(keeper.discs))
      return () => {
        const all = new Map(targets)
        for (const bubble of opened) {
          const ids = open.get(bubble) ?? []
          for (const [id, point] of spread(graph, bubble, { ids, radius: keeper.discs.get(bubble) ?? 1 })) {
            all.set(id, point)
          }
          insides.set(
            bubble,
            layOutInside(graph, ids, (places) => {
              insides.delete(bubble)
              move(bubble, ids, places)
            }),
          )
        }
        if (all.size > 0) glide.to(all, options())
      }
    },
  }
}

const pointAt = (places: Float32Array, i: number): Point => ({
  x: places[i * 2] as number,
  y: places[i * 2 + 1] as number,
})

interface Ground {
  readonly ids: readonly string[]
  readonly radius: number
}

/** All over the ground, the best linked in the middle: until they are laid out by their links. */
const spread = (graph: SomaGraph, bubble: string, { ids, radius }: Ground): Map<string, Point> => {
  const { x, y } = graph.getNodeAttributes(bubble)
  const sorted = [...ids].sort((a, b) => graph.degree(b) - graph.degree(a))
  const step = radius / Math.sqrt(ids.length + 0.5)
  return new Map(
    sorted.map((id, i) => {
      const away = spiral(i, step)
      return [id, { x: x + away.x, y: y + away.y }] as const
    }),
  )
}
