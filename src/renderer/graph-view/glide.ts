import type { SomaGraph } from './graph-model.ts'
import type { Places, Point } from './placement.ts'

const DURATION = 180

export interface Glide {
  /** Moves nodes to their places; a move that is still under way goes on from where it is. */
  to(targets: Places, options: { readonly atOnce: boolean }): void
  stop(): void
}

const write = (graph: SomaGraph, targets: Places, from: Places, share: number): void => {
  graph.updateEachNodeAttributes(
    (id, node) => {
      const [target, start] = [targets.get(id), from.get(id)]
      if (!target || !start || node.held) return node
      node.x = start.x + (target.x - start.x) * share
      node.y = start.y + (target.y - start.y) * share
      return node
    },
    { attributes: ['x', 'y'] },
  )
}

/** Nodes on their way to other places, so that one sees what became of them. */
export const createGlide = (graph: SomaGraph, onDone: () => void): Glide => {
  let frame = 0
  let waiting: { readonly targets: Map<string, Point>; readonly from: Map<string, Point> } | null = null

  const stop = (): void => {
    cancelAnimationFrame(frame)
    waiting = null
  }
  const startsOf = (targets: Places): Map<string, Point> => {
    const from = new Map<string, Point>()
    for (const id of targets.keys()) {
      if (!graph.hasNode(id)) continue
      const { x, y } = graph.getNodeAttributes(id)
      from.set(id, { x, y })
    }
    return from
  }
  return {
    stop,
    to: (targets, { atOnce }) => {
      const all = new Map([...(waiting?.targets ?? []), ...targets])
      stop()
      const from = startsOf(all)
      if (atOnce) {
        write(graph, all, from, 1)
        onDone()
        return
      }
      waiting = { targets: all, from }
      const began = performance.now()
      const step = (): void => {
        const share = Math.min(1, (performance.now() - began) / DURATION)
        write(graph, all, from, 1 - (1 - share) ** 2)
        if (share < 1) frame = requestAnimationFrame(step)
        else {
          waiting = null
          onDone()
        }
      }
      frame = requestAnimationFrame(step)
    },
  }
}
