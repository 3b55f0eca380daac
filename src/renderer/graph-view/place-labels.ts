import type { Point } from './placement.ts'

/** A text that would like to stand beside a memory, or under a community. */
export interface LabelWish extends Point {
  readonly id: string
  readonly radius: number
  readonly text: string
  /** Pixels of the text, and of the number behind it where a community has no room for it. */
  readonly width: number
  /** Of a community; null for a memory. */
  readonly members: number | null
  /** Of an open community: in its place, whatever is there. */
  readonly isHeading?: boolean
}

/** Beside a memory; under a community, or over or beside it where others stand; a heading in its middle. */
export type LabelSide = 'right' | 'left' | 'middle' | 'above' | 'below'

export interface PlacedLabel extends LabelWish {
  readonly side: LabelSide
  /** Where the text begins, or its middle, and the line that it stands on. */
  readonly at: Point
  /** Whether other nodes are under it. */
  readonly covers: boolean
}

/** A node that a text had better not lie on. */
export interface Disc extends Point {
  readonly id: string
  readonly radius: number
}

export interface LabelRoom {
  /** Pixels of the drawing. */
  readonly width: number
  /** What else is drawn, besides what has a text. */
  readonly nodes?: readonly Disc[]
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
/** Communities that are smaller have their number behind their text. */
const ROOMY = 14
/** Between two texts. */
const AIR = 2
/** Of so few each has its text; of more, only these largest may have it over other nodes. */
const [FEW, NAMED] = [24, 8]

/** Whether the number of its memories has room within it. */
export const isRoomy = (radius: number): boolean => radius >= ROOMY

const baseline = ({ y, radius, isHeading }: LabelWish, side: LabelSide): number => {
  switch (side) {
    case 'middle':
      return isHeading ? y : y + 4
    case 'above':
      return y - radius - GAP
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

/** What a text covers, with the number under a heading. */
export const labelBox = (wish: LabelWish, side: LabelSide): Box => {
  const [left, line] = [start(wish, side), baseline(wish, side)]
  return {
    left,
    right: left + wish.width,
    top: line - ABOVE,
    bottom: line + BELOW + (wish.isHeading ? LINE : 0),
  }
}

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right + AIR && b.left < a.right + AIR && a.top < b.bottom && b.top < a.bottom

const liesOn = ({ left, top, right, bottom }: Box, { x, y, radius }: Disc): boolean =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) < radius

/** What would leave the drawing to the right stands to the left, if it has room there. */
const sidesOf = (wish: LabelWish, width: number): readonly LabelSide[] => {
  if (wish.isHeading) return ['middle']
  if (wish.members !== null) return ['below', 'above', 'right', 'left']
  const leavesRight = labelBox(wish, 'right').right > width
  const leavesLeft = labelBox(wish, 'left').left < 0
  if (leavesRight !== leavesLeft) return [leavesRight ? 'left' : 'right', 'below', 'above']
  return ['right', 'left', 'below', 'above']
}

/** Headings, then the largest communities, then the largest memories. */
const byWeight = (a: LabelWish, b: LabelWish): number =>
  Number(b.isHeading ?? false) - Number(a.isHeading ?? false) ||
  (b.members ?? 0) - (a.members ?? 0) ||
  b.radius - a.radius ||
  (a.id < b.id ? -1 : 1)

/**
 * Texts where no other stands and, if it can be, no node: those of the largest first. Who finds no room has none; of many, all but the largest
 * have none over other nodes either.
 */
export const placeLabels = (wishes: readonly LabelWish[], room: LabelRoom): readonly PlacedLabel[] => {
  const own = new Set(wishes.map(({ id }) => id))
  const nodes: readonly Disc[] = [
    ...wishes.filter(({ isHeading }) => !isHeading),
    ...(room.nodes ?? []).filter(({ id }) => !own.has(id)),
  ]
  const placed: (PlacedLabel & { readonly box: Box })[] = []
  for (const wish of [...wishes].sort(byWeight)) {
    const free = sidesOf(wish, room.width)
      .map((side) => ({ side, box: labelBox(wish, side) }))
      .filter(({ box }) => placed.every((other) => !meet(box, other.box)))
      .map((each) => ({
        ...each,
        under: nodes.filter((node) => node.id !== wish.id && liesOn(each.box, node)).length,
      }))
    const [first] = free.toSorted((a, b) => a.under - b.under)
    if (!first) continue
    const { side, box, under } = first
    const isNamed = wish.isHeading || wishes.length <= FEW || placed.length < NAMED
    if (under > 0 && !isNamed) continue
    const isMiddle = side === 'middle' || side === 'above' || side === 'below'
    const at = { x: isMiddle ? wish.x : start(wish, side), y: baseline(wish, side) }
    placed.push({ ...wish, side, at, covers: under > 0 && !wish.isHeading, box })
  }
  return placed.map(({ box: _, ...label }) => label)
}
