import { formatCount } from '../ui/format-number.ts'
import type { NodeFacts } from './graph-model.ts'
import type { GraphPalette } from './palette.ts'
import { isRoomy, type LabelRoom, type LabelWish, type PlacedLabel, placeLabels } from './place-labels.ts'

/** What sigma hands over: the attributes as they are, placed in pixels. */
export interface LabelData {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly label: string | null
  readonly facts?: Pick<NodeFacts, 'kind' | 'members'>
}

const TEXT = 12
const GAP = 6

const setFont = (context: CanvasRenderingContext2D, font: string): void => {
  if (context.font !== font) context.font = font
}

const labelFont = (palette: GraphPalette, weight = 500, size = TEXT): string =>
  `${weight} ${size}px ${palette.font}`

const BUBBLE = 600

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

/** The text as wide as it will be drawn. */
const wishOf = (
  context: CanvasRenderingContext2D,
  { key, x, y, size, label, facts }: LabelData,
  palette: GraphPalette,
): LabelWish | null => {
  if (!label) return null
  const members = facts?.kind === 'community' ? facts.members : null
  setFont(context, labelFont(palette, members === null ? 500 : BUBBLE))
  return { id: key, x, y, radius: size, text: label, width: context.measureText(label).width, members }
}

const drawPlaced = (
  context: CanvasRenderingContext2D,
  { text, at, members, radius }: PlacedLabel,
  palette: GraphPalette,
): void => {
  context.textAlign = members === null ? 'left' : 'center'
  setFont(context, labelFont(palette, members === null ? 500 : BUBBLE))
  seamed(context, palette, { text, ...at, color: palette.text })
  if (members === null || !isRoomy(radius)) return
  setFont(context, labelFont(palette, 400, 11))
  const under = { text: formatCount(members), x: at.x, y: at.y + 14, color: palette.quietText }
  seamed(context, palette, under)
}

interface Labelling extends LabelRoom {
  readonly palette: GraphPalette
}

/** Draws as many of the texts as have room, and tells which and where. */
export const drawLabels = (
  context: CanvasRenderingContext2D,
  labels: readonly LabelData[],
  { palette, ...room }: Labelling,
): readonly PlacedLabel[] => {
  const placed = placeLabels(
    labels.flatMap((label) => wishOf(context, label, palette) ?? []),
    room,
  )
  for (const label of placed) drawPlaced(context, label, palette)
  return placed
}

/**
 * On a plate, above everything: of the node that the pointer or the keyboard is on.
 * @param width of the drawing: what would leave it stands on the other side
 */
export const drawPlate = (
  context: CanvasRenderingContext2D,
  { x, y, size, label }: LabelData,
  { palette, width }: Labelling,
): void => {
  if (!label) return
  context.textAlign = 'left'
  setFont(context, labelFont(palette, 600))
  const plate = context.measureText(label).width + 14
  const right = x + size + GAP - 2
  const left = x - size - GAP + 2 - plate
  const start = right + plate > width && left > 0 ? left : right
  context.beginPath()
  context.roundRect(start, y - 11, plate, 22, 5)
  context.fillStyle = palette.ground
  context.strokeStyle = palette.link
  context.lineWidth = 1
  context.fill()
  context.stroke()
  context.fillStyle = palette.text
  context.fillText(label, start + 7, y + TEXT / 3)
}
