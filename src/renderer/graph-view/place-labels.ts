import type { Point } from './placement.ts'

/** A text that would like to stand beside a memory, or in the middle of a community. */
export interface LabelWish extends Point {
  readonly id: string
  readonly radius: number
  readonly text: string
  /** Pixels of the text. */
  readonly width: number
  /** Of a community; null for a memory. */
  readonly members: number | null
}

/** Beside a memory; in a community, or over or under it where others stand. */
export type LabelSide = 'right' | 'left' | 'middle' | 'above' | 'below'

export interface PlacedLabel extends LabelWish {
  readonly side: LabelSide
  /** Where the text begins, or its middle, and the line that it stands on. */
  readonly at: Point
}

export interface LabelRoom {
  /** Pixels of the drawing. */
  readonly width: number
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Of the text above and below its line. */
const [ABOVE, BELOW] = [11, 3]
const GAP = 6
const LINE = 14
/** Communities that are smaller have their text below. */
const ROOMY = 14
/** Between two texts. */
const AIR = 2

/** Whether the number of its memories has room under its text. */
export const isRoomy = (radius: number): boolean => radius >= ROOMY

const baseline = ({ y, radius }: LabelWish, side: LabelSide): number => {
  switch (side) {
    case 'middle':
      return isRoomy(radius) ? y : y + radius + LINE
    case 'above':
      return y - radius - GAP - (isRoomy(radius) ? LINE : 0)
    case 'below':
      return y + radius + LINE
    default:
      return y + 4
  }
}

const start = ({ x, radius, width }: LabelWish, side: LabelSide): number => {
  if (side === 'right') return x + radius + GAP
  return side === 'left' ? x - radius - GAP - width : x - width / 2
}

/** What a text covers, with the number under it. */
export const labelBox = (wish: LabelWish, side: LabelSide): Box => {
  const [left, line] = [start(wish, side), baseline(wish, side)]
  const under = wish.members !== null && isRoomy(wish.radius) ? LINE : 0
  return { left, right: left + wish.width, top: line - ABOVE, bottom: line + BELOW + under }
}

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right + AIR && b.left < a.right + AIR && a.top < b.bottom && b.top < a.bottom

/** What would leave the drawing to the right stands to the left, if it has room there. */
const sidesOf = (wish: LabelWish, width: number): readonly LabelSide[] => {
  if (wish.members !== null) return ['middle', 'above', 'below']
  const leavesRight = labelBox(wish, 'right').right > width
  const leavesLeft = labelBox(wish, 'left').left < 0
  if (leavesRight !== leavesLeft) return leavesRight ? ['left'] : ['right']
  return ['right', 'left']
}

/** Texts where no other stands, those of the largest nodes first; who finds no room has none. */
export const placeLabels = (wishes: readonly LabelWish[], { width }: LabelRoom): readonly PlacedLabel[] => {
  const boxes: Box[] = []
  const placed: PlacedLabel[] = []
  for (const wish of [...wishes].sort((a, b) => b.radius - a.radius || (a.id < b.id ? -1 : 1))) {
    const side = sidesOf(wish, width).find((one) => {
      const box = labelBox(wish, one)
      return boxes.every((other) => !meet(box, other))
    })
    if (side === undefined) continue
    boxes.push(labelBox(wish, side))
    const x = wish.members === null ? start(wish, side) : wish.x
    placed.push({ ...wish, side, at: { x, y: baseline(wish, side) } })
  }
  return placed
}
