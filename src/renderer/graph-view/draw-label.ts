import { formatCount } from '../ui/format-number.ts'
import type { NodeFacts } from './graph-model.ts'
import type { GraphPalette } from './palette.ts'
import { type LabelRoom, type LabelWish, type PlacedLabel, placeLabels } from './place-labels.ts'

/** What sigma hands over: the attributes as they are, placed in pixels. */
export interface LabelData {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly label: string | null
  readonly facts?: Pick<NodeFacts, 'kind' | 'members'>
  /** Of an open community. */
  readonly isHeading?: boolean
}

const TEXT = 12
const GAP = 6
/** Size of a number, and how far it stands from the text that it is behind. */
const [COUNT, BESIDE] = [11, 5]

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

/** Of a bubble's width, what a number may take. */
const WITHIN = 0.84

type Counted = Pick<LabelWish, 'members' | 'radius' | 'isHeading'>

/** A number stands under a heading, in a bubble, or where that is too small behind the text: pixels that it then takes. */
const besideWidth = (
  context: CanvasRenderingContext2D,
  palette: GraphPalette,
  { members, radius, isHeading = false }: Counted,
): number => {
  if (members === null || isHeading) return 0
  setFont(context, labelFont(palette, 400, COUNT))
  const { width } = context.measureText(formatCount(members))
  return width <= 2 * radius * WITHIN ? 0 : BESIDE + width
}

/** The text as wide as it will be drawn. */
const wishOf = (
  context: CanvasRenderingContext2D,
  { key, x, y, size, label, facts, isHeading = false }: LabelData,
  palette: GraphPalette,
): LabelWish | null => {
  if (!label) return null
  const members = facts?.kind === 'community' ? facts.members : null
  setFont(context, labelFont(palette, members === null ? 500 : BUBBLE))
  const { width } = context.measureText(label)
  const beside = besideWidth(context, palette, { members, radius: size, isHeading })
  return { id: key, x, y, radius: size, text: label, width: width + beside, members, isHeading }
}

const drawPlaced = (context: CanvasRenderingContext2D, label: PlacedLabel, palette: GraphPalette): void => {
  const { text, at, side, width, members } = label
  const left = side === 'left' || side === 'right' ? at.x : at.x - width / 2
  if (label.covers) {
    context.beginPath()
    context.roundRect(left - 4, at.y - 13, width + 8, 18, 4)
    context.fillStyle = `${palette.ground}e0`
    context.fill()
  }
  context.textAlign = 'left'
  setFont(context, labelFont(palette, members === null ? 500 : BUBBLE))
  seamed(context, palette, { text, x: left, y: at.y, color: palette.text })
  if (members !== null) drawCount(context, { ...label, members, right: left + width }, palette)
}

interface CountOf extends PlacedLabel {
  readonly members: number
  /** Where the text ends, with its number. */
  readonly right: number
}

const drawCount = (
  context: CanvasRenderingContext2D,
  { members, right, ...label }: CountOf,
  palette: GraphPalette,
): void => {
  const { x, y, at } = label
  const text = formatCount(members)
  setFont(context, labelFont(palette, 400, COUNT))
  if (besideWidth(context, palette, { ...label, members }) > 0) {
    context.textAlign = 'right'
    seamed(context, palette, { text, x: right, y: at.y, color: palette.quietText })
    return
  }
  context.textAlign = 'center'
  const place = label.isHeading ? { x: at.x, y: at.y + 14 } : { x, y: y + 4 }
  seamed(context, palette, { text, ...place, color: palette.text })
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
