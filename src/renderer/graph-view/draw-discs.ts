import type { LabelData } from './draw-label.ts'
import { mixHex } from './palette.ts'
import type { Point } from './placement.ts'
import type { ViewContext } from './view-context.ts'

export interface DiscOnScreen extends Point {
  readonly bubble: string
  readonly radius: number
  readonly color: string
  readonly label: string
  readonly members: number
}

/** Open communities in pixels of the container. */
export const discsOnScreen = ({ sigma, graph, state }: ViewContext): readonly DiscOnScreen[] => {
  const { discs } = state.getState()
  return [...discs].flatMap(([bubble, radius]): DiscOnScreen[] => {
    if (!graph.hasNode(bubble) || graph.getNodeAttribute(bubble, 'hidden')) return []
    const { x, y, color, facts } = graph.getNodeAttributes(bubble)
    const [centre, rim] = [sigma.graphToViewport({ x, y }), sigma.graphToViewport({ x: x + radius, y })]
    const label = facts.title.split(', ').slice(0, 3).join(', ')
    return [{ bubble, ...centre, radius: Math.abs(rim.x - centre.x), color, label, members: facts.members }]
  })
}

/** Room around the outermost memories, in pixels. */
export const RIM = 10
/** Two lines of text. */
const LINES = 20

/** What open communities are about, and how many they are: above their grounds, before all other texts. */
export const discLabels = (context: ViewContext): readonly LabelData[] =>
  discsOnScreen(context).map(({ bubble, x, y, radius, label, members }) => {
    const facts = { kind: 'community' as const, members }
    return { key: bubble, x, y: y - radius - RIM - LINES, size: radius, label, facts, isHeading: true }
  })

/** A pale ground within a rim of the community's colour. */
export const drawDiscs = (canvas: CanvasRenderingContext2D, context: ViewContext): void => {
  const { sigma, palette } = context
  const { width, height } = sigma.getDimensions()
  canvas.clearRect(0, 0, width, height)
  for (const { x, y, radius, color } of discsOnScreen(context)) {
    canvas.beginPath()
    canvas.arc(x, y, radius + RIM, 0, 2 * Math.PI)
    canvas.fillStyle = mixHex(palette.ground, color, palette.isDark ? 0.12 : 0.07)
    canvas.strokeStyle = mixHex(palette.ground, color, 0.55)
    canvas.lineWidth = 1.5
    canvas.fill()
    canvas.stroke()
  }
}
