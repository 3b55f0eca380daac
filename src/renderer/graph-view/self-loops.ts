import type { SomaGraph } from './graph-model.ts'
import type { Point } from './placement.ts'

/** Radius of the first loop of a memory in pixels; each further one lies around it. */
const FIRST = 8
const STEP = 5

export interface SelfLoop {
  readonly key: string
  readonly node: string
  /** Of the loops of its node. */
  readonly index: number
}

/** Links from a memory to itself. */
export const selfLoopsOf = (graph: SomaGraph): readonly SelfLoop[] => {
  if (graph.selfLoopCount === 0) return []
  const counts = new Map<string, number>()
  return graph
    .filterEdges((_key, _link, from, to) => from === to)
    .map((key) => {
      const node = graph.source(key)
      const index = counts.get(node) ?? 0
      counts.set(node, index + 1)
      return { key, node, index }
    })
}

/** A circle that stands on the rim of its node, in pixels. */
export const loopCircle = (
  { x, y, radius }: Point & { readonly radius: number },
  index: number,
): Point & { readonly radius: number } => {
  const own = FIRST + index * STEP
  return { x, y: y - radius - own + 2, radius: own }
}

/** The loop whose line a point is on. */
export const loopAt = (
  point: Point,
  loops: readonly SelfLoop[],
  placeOf: (id: string) => (Point & { readonly radius: number }) | null,
): SelfLoop | null =>
  loops.find(({ node, index }) => {
    const place = placeOf(node)
    if (!place) return false
    const { x, y, radius } = loopCircle(place, index)
    return Math.abs(Math.hypot(point.x - x, point.y - y) - radius) < 4
  }) ?? null
