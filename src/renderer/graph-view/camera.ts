import type { CameraState } from 'sigma/types'
import { type Box, boxOf, freeRoom, scaleInto } from './free-room.ts'
import type { Point } from './placement.ts'
import type { ViewContext } from './view-context.ts'

const MARGIN = 48
/** Under the lowest community. */
const TEXT = 16
const DURATION = 180
/** Closer than this one sees single letters and no graph. */
const CLOSEST = 0.05

/** A node is more than its middle. */
const withMargin = ({ left, top, right, bottom }: Box): Box => ({
  left: left - MARGIN,
  top: top - MARGIN,
  right: right + MARGIN,
  bottom: bottom + MARGIN,
})

export interface ViewCamera {
  /** Shows these nodes, or all that are drawn, beside what lies upon the drawing where there is room. */
  fit(ids?: readonly string[], options?: { readonly atOnce?: boolean }): void
  zoom(direction: 'in' | 'out'): void
  flyTo(id: string): void
  get(): CameraState
  set(state: CameraState): void
}

export const createCamera = ({ sigma, graph, covers, isCalm }: ViewContext): ViewCamera => {
  const camera = sigma.getCamera()
  const jump = (to: Partial<CameraState>): void => {
    // A drag that was let go, or the wheel, may still move it, and would go on from where it was.
    if (camera.isAnimated()) void camera.animate(to, { duration: 1 })
    camera.setState(to)
  }
  const go = (to: Partial<CameraState>, atOnce = false): void => {
    if (atOnce || isCalm()) jump(to)
    else void camera.animate(to, { duration: DURATION, easing: 'quadraticOut' })
  }
  /** From the graph itself: what sigma keeps of a node is in other units until its next frame. */
  const framed = (id: string) =>
    sigma.viewportToFramedGraph(sigma.graphToViewport(graph.getNodeAttributes(id)))
  /** Pixels of nodes as the camera stands. */
  const pointsOf = (ids: readonly string[]): Point[] =>
    ids
      .filter((id) => graph.hasNode(id) && !graph.getNodeAttribute(id, 'hidden'))
      .map((id) => sigma.graphToViewport(graph.getNodeAttributes(id)))
      .filter(({ x, y }) => Number.isFinite(x + y))
  return {
    fit: (ids = graph.nodes(), { atOnce = false } = {}) => {
      const points = pointsOf(ids)
      const box = boxOf(points)
      if (box === null) return
      const { width, height } = sigma.getDimensions()
      const bottom = height - MARGIN - TEXT
      const area = { left: MARGIN, top: MARGIN, right: width - MARGIN, bottom }
      const room = freeRoom({ points, area, covers: covers().map(withMargin) })
      const now = camera.getState().ratio
      const ratio = Math.max(CLOSEST * 2, now / scaleInto(box, room))
      // The middle of the box comes to the middle of the room, which is not that of the whole.
      const middle = sigma.viewportToFramedGraph({
        x: (box.left + box.right) / 2 - (((room.left + room.right - width) / 2) * ratio) / now,
        y: (box.top + box.bottom) / 2 - (((room.top + room.bottom - height) / 2) * ratio) / now,
      })
      go({ ...middle, ratio, angle: 0 }, atOnce)
    },
    zoom: (direction) => {
      const { ratio } = camera.getState()
      go({ ratio: camera.getBoundedRatio(direction === 'in' ? ratio / 1.5 : ratio * 1.5) })
    },
    flyTo: (id) => {
      if (!graph.hasNode(id) || graph.getNodeAttribute(id, 'hidden')) return
      const { x, y } = framed(id)
      go({ x, y, ratio: Math.min(camera.getState().ratio, 0.35) })
    },
    get: () => camera.getState(),
    set: jump,
  }
}
