import { drawLabels } from './draw-label.ts'
import { type Canvas, fillNode, labelOf, strokeLink } from './draw-parts.ts'
import { type MarkLook, type Marks, markLook } from './marks.ts'
import type { PlacedLabel } from './place-labels.ts'
import { type NodeOnScreen, nodeOnScreen, type ViewContext } from './view-context.ts'

/** Smaller ones would not be seen as marked. */
const LEAST = 4.5
/** More signs than these would lie upon one another; rings and their dashes still tell. */
const SIGNS = 400
const LABELS = 60

/** What became of memories and links between two moments: colour and dash of line and ring, and a sign at each memory. */
export const drawMarks = (
  canvas: Canvas,
  context: ViewContext,
  { nodes, links }: Marks,
): readonly PlacedLabel[] => {
  const { graph, sigma, palette } = context
  for (const [key, is] of links) {
    if (graph.hasEdge(key) && !graph.getEdgeAttribute(key, 'hidden')) {
      strokeLink(canvas, context, key, markLook(is, palette, links.size))
    }
  }
  const ends = endsOf(context, links, nodes)
  for (const id of ends) {
    const place = nodeOnScreen(sigma, id)
    if (place) fillNode(canvas, place, palette.ground)
  }
  let drawn = 0
  for (const [id, is] of nodes) {
    const place = graph.hasNode(id) ? nodeOnScreen(sigma, id) : null
    if (!place) continue
    const look = markLook(is, palette)
    const marked = { ...place, radius: Math.max(LEAST, place.radius) }
    fillNode(canvas, is === 'removed' ? { ...marked, color: palette.ground } : marked, palette.ground)
    ring(canvas, marked, look)
    if (drawn++ < SIGNS) sign(canvas, context, marked, look)
  }
  const labels = [...nodes.keys(), ...ends]
    .filter((id) => graph.hasNode(id))
    .flatMap((id) => labelOf(context, id, LEAST + 8) ?? [])
    .slice(0, LABELS)
  return drawLabels(canvas, labels, { palette, width: sigma.getDimensions().width })
}

/** Memories that are as they were, between links that are not. */
const endsOf = (
  { graph }: ViewContext,
  links: Marks['links'],
  nodes: Marks['nodes'],
): ReadonlySet<string> => {
  const ends = [...links.keys()].filter((key) => graph.hasEdge(key)).flatMap((key) => graph.extremities(key))
  return new Set(ends.filter((id) => !nodes.has(id)))
}

const ring = (canvas: Canvas, { x, y, radius }: NodeOnScreen, { color, dash }: MarkLook): void => {
  canvas.beginPath()
  canvas.arc(x, y, radius + 2.5, 0, 2 * Math.PI)
  canvas.setLineDash([...dash])
  canvas.strokeStyle = color
  canvas.lineWidth = 2
  canvas.stroke()
  canvas.setLineDash([])
}

/** A plate on the rim, above to the right. */
const sign = (
  canvas: Canvas,
  { palette }: ViewContext,
  { x, y, radius }: NodeOnScreen,
  { color, sign: text }: MarkLook,
): void => {
  const away = (radius + 4) * Math.SQRT1_2
  canvas.beginPath()
  canvas.arc(x + away, y - away, 6, 0, 2 * Math.PI)
  canvas.fillStyle = palette.ground
  canvas.fill()
  canvas.strokeStyle = color
  canvas.lineWidth = 1.5
  canvas.stroke()
  canvas.font = `600 10px ${palette.font}`
  canvas.textAlign = 'center'
  canvas.fillStyle = palette.text
  canvas.fillText(text, x + away, y - away + 3.5)
  canvas.textAlign = 'start'
}
