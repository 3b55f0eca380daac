import type { LabelData } from './draw-label.ts'
import { type LinkShapePoints, linkShape, pointsAlong } from './link-geometry.ts'
import { mixHex } from './palette.ts'
import type { Disc } from './place-labels.ts'
import { type NodeOnScreen, nodeOnScreen, type ViewContext } from './view-context.ts'

export type Canvas = CanvasRenderingContext2D

/** Pixels between two discs along a link; all that a text can cover of it weighs as much as a small node. */
const APART = 8
const ON_LINE = { radius: 3, weight: 0.1 }

/** Over all that does not stand out. */
export const veil = (canvas: Canvas, { sigma, palette }: ViewContext, strength: number): void => {
  const { width, height } = sigma.getDimensions()
  canvas.globalAlpha = strength
  canvas.fillStyle = palette.ground
  canvas.fillRect(0, 0, width, height)
  canvas.globalAlpha = 1
}

export const fillNode = (
  canvas: Canvas,
  { x, y, radius, shape, color }: NodeOnScreen,
  ground: string,
): void => {
  canvas.beginPath()
  if (shape === 'diamond') {
    canvas.moveTo(x, y - radius)
    canvas.lineTo(x + radius, y)
    canvas.lineTo(x, y + radius)
    canvas.lineTo(x - radius, y)
    canvas.closePath()
  } else canvas.arc(x, y, radius, 0, 2 * Math.PI)
  canvas.fillStyle = shape === 'bubble' ? mixHex(ground, color, 0.3) : color
  canvas.strokeStyle = shape === 'bubble' ? color : ground
  canvas.lineWidth = 1.25
  canvas.fill()
  canvas.stroke()
}

interface Stroke {
  readonly color: string
  readonly width: number
  readonly dash?: readonly number[]
}

/** Where a link is drawn; null where one of its ends is not. */
const shapeOf = ({ sigma, graph }: ViewContext, key: string, width: number): LinkShapePoints | null => {
  const from = nodeOnScreen(sigma, graph.source(key))
  const to = nodeOnScreen(sigma, graph.target(key))
  if (!from || !to) return null
  const { curvature, facts } = graph.getEdgeAttributes(key)
  return linkShape({ from, to, radius: to.radius, curvature, arrow: facts.kind !== 'bundle', width })
}

/** Discs along a link, for texts that had better not lie on it. */
export const discsAlong = (context: ViewContext, key: string): readonly Disc[] => {
  if (!context.graph.hasEdge(key)) return []
  const shape = shapeOf(context, key, 1)
  return shape === null
    ? []
    : pointsAlong(shape, APART).map((point, i) => ({ id: `${key} ${i}`, ...ON_LINE, ...point }))
}

export const strokeLink = (canvas: Canvas, context: ViewContext, key: string, stroke: Stroke): void => {
  const shape = shapeOf(context, key, stroke.width)
  if (!shape) return
  const { start, control, end, head } = shape
  canvas.beginPath()
  canvas.moveTo(start.x, start.y)
  if (control) canvas.quadraticCurveTo(control.x, control.y, end.x, end.y)
  else canvas.lineTo(end.x, end.y)
  canvas.setLineDash([...(stroke.dash ?? [])])
  canvas.strokeStyle = stroke.color
  canvas.lineWidth = stroke.width
  canvas.stroke()
  canvas.setLineDash([])
  if (!head) return
  canvas.beginPath()
  for (const { x, y } of head) canvas.lineTo(x, y)
  canvas.closePath()
  canvas.fillStyle = stroke.color
  canvas.fill()
}

export const labelOf = ({ graph, sigma }: ViewContext, id: string, least = 0): LabelData | null => {
  const place = nodeOnScreen(sigma, id)
  if (!place) return null
  const { label, facts } = graph.getNodeAttributes(id)
  return { ...place, key: id, size: Math.max(place.radius, least), label: label ?? facts.title, facts }
}
