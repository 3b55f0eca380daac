import { loopCircle, type SelfLoop } from './self-loops.ts'
import { nodeOnScreen, type ViewContext } from './view-context.ts'

/** Half the angle of an arrow head at the end of a loop. */
const HEAD = 5

/** Links from a memory to itself, which sigma's lines cannot show: a circle on its rim, with an arrow where it comes back. */
export const drawLoops = (
  canvas: CanvasRenderingContext2D,
  { sigma, graph }: ViewContext,
  loops: readonly SelfLoop[],
): void => {
  for (const { key, node, index } of loops) {
    const place = nodeOnScreen(sigma, node)
    if (!place || !graph.hasEdge(key) || graph.getEdgeAttribute(key, 'hidden')) continue
    const { x, y, radius } = loopCircle(place, index)
    const { color, size } = graph.getEdgeAttributes(key)
    canvas.beginPath()
    canvas.arc(x, y, radius, 0, 2 * Math.PI)
    canvas.strokeStyle = color
    canvas.lineWidth = Math.max(1, size)
    canvas.stroke()
    const end = { x: x + radius * 0.75, y: y + radius * 0.66 }
    canvas.beginPath()
    canvas.moveTo(end.x - HEAD * 0.9, end.y + HEAD * 0.6)
    canvas.lineTo(end.x + HEAD * 0.7, end.y + HEAD * 0.3)
    canvas.lineTo(end.x - HEAD * 0.2, end.y - HEAD * 0.9)
    canvas.closePath()
    canvas.fillStyle = color
    canvas.fill()
  }
}
