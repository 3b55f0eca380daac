import type { CameraState } from 'sigma/types'
import type { ViewContext } from './view-context.ts'

const MARGIN = 48
const DURATION = 180
/** Closer than this one sees single letters and no graph. */
const CLOSEST = 0.05

export interface ViewCamera {
  /** Shows these nodes, or all that are drawn. */
  fit(ids?: readonly string[], options?: { readonly atOnce?: boolean }): void
  zoom(direction: 'in' | 'out'): void
  flyTo(id: string): void
  get(): CameraState
  set(state: CameraState): void
}

export const createCamera = ({ sigma, graph, isCalm }: ViewContext): ViewCamera => {
  const camera = sigma.getCamera()
  const go = (to: Partial<CameraState>, atOnce = false): void => {
    if (atOnce || isCalm()) camera.setState(to)
    else void camera.animate(to, { duration: DURATION, easing: 'quadraticOut' })
  }
  /** From the graph itself: what sigma keeps of a node is in other units until its next frame. */
  const framed = (id: string) =>
    sigma.viewportToFramedGraph(sigma.graphToViewport(graph.getNodeAttributes(id)))
  /** Framed coordinates of a box around nodes. */
  const boxOf = (ids: readonly string[]) => {
    let [left, top, right, bottom] = [1 / 0, 1 / 0, -1 / 0, -1 / 0]
    for (const id of ids) {
      if (!graph.hasNode(id) || graph.getNodeAttribute(id, 'hidden')) continue
      const data = framed(id)
      if (!Number.isFinite(data.x + data.y)) continue
      left = Math.min(left, data.x)
      right = Math.max(right, data.x)
      top = Math.min(top, data.y)
      bottom = Math.max(bottom, data.y)
    }
    return left > right ? null : { left, top, right, bottom }
  }
  return {
    fit: (ids = graph.nodes(), { atOnce = false } = {}) => {
      const box = boxOf(ids)
      if (box === null) return
      const { width, height } = sigma.getDimensions()
      const a = sigma.framedGraphToViewport({ x: box.left, y: box.top })
      const b = sigma.framedGraphToViewport({ x: box.right, y: box.bottom })
      const share = Math.max(
        Math.abs(b.x - a.x) / Math.max(1, width - 2 * MARGIN),
        Math.abs(b.y - a.y) / Math.max(1, height - 2 * MARGIN),
      )
      const ratio = Math.max(CLOSEST * 2, camera.getState().ratio * share)
      go({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, ratio, angle: 0 }, atOnce)
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
    set: (state) => {
      camera.setState(state)
    },
  }
}
