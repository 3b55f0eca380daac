import type { NodeFacts } from './graph-model.ts'
import type { GraphPalette } from './palette.ts'

/** What sigma hands over: the attributes as they are, placed in pixels. */
export interface LabelData {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly label: string | null
  readonly facts?: NodeFacts
}

const TEXT = 12
const GAP = 4

const setFont = (context: CanvasRenderingContext2D, font: string): void => {
  if (context.font !== font) context.font = font
}

const labelFont = (palette: GraphPalette, weight = 500, size = TEXT): string =>
  `${weight} ${size}px ${palette.font}`

interface TextAt {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly color: string
}

/** A seam in the colour of the ground keeps letters readable on links. */
const seamed = (context: CanvasRenderingContext2D, palette: GraphPalette, { text, x, y, color }: TextAt) => {
  context.lineWidth = 3
  context.lineJoin = 'round'
  context.strokeStyle = palette.ground
  context.strokeText(text, x, y)
  context.fillStyle = color
  context.fillText(text, x, y)
}

export const drawLabel = (
  context: CanvasRenderingContext2D,
  { x, y, size, label, facts }: LabelData,
  palette: GraphPalette,
): void => {
  if (!label) return
  if (facts?.kind === 'community') {
    drawBubbleLabel(context, { x, y, size, label, members: facts.members }, palette)
    return
  }
  context.textAlign = 'left'
  setFont(context, labelFont(palette))
  seamed(context, palette, { text: label, x: x + size + GAP, y: y + TEXT / 3, color: palette.text })
}

interface BubbleLabel {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly label: string
  readonly members: number
}

/** In the middle of its bubble: how many, and under it what they are about. */
const drawBubbleLabel = (
  context: CanvasRenderingContext2D,
  { x, y, size, label, members }: BubbleLabel,
  palette: GraphPalette,
): void => {
  context.textAlign = 'center'
  setFont(context, labelFont(palette, 600, 12))
  seamed(context, palette, { text: label, x, y: y + (size < 14 ? size + 14 : 0), color: palette.text })
  if (size < 14) return
  setFont(context, labelFont(palette, 400, 11))
  const text = members.toLocaleString('en')
  seamed(context, palette, { text, x, y: y + 14, color: palette.quietText })
}

/** On a plate, above everything: of the node that the pointer or the keyboard is on. */
export const drawPlate = (
  context: CanvasRenderingContext2D,
  { x, y, size, label }: LabelData,
  palette: GraphPalette,
): void => {
  if (!label) return
  context.textAlign = 'left'
  setFont(context, labelFont(palette, 600))
  const width = context.measureText(label).width
  const left = x + size + GAP - 2
  context.beginPath()
  context.roundRect(left, y - 11, width + 14, 22, 5)
  context.fillStyle = palette.ground
  context.strokeStyle = palette.link
  context.lineWidth = 1
  context.fill()
  context.stroke()
  context.fillStyle = palette.text
  context.fillText(label, left + 7, y + TEXT / 3)
}
