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
  /** How bad it is to lie on it; 1 where nothing is said. */
  readonly weight?: number
}

export interface LabelRoom {
  /** Pixels of the drawing. */
  readonly width: number
  /** What else is drawn, besides what has a text; a line is discs along it. */
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
/** Between two texts. */
const AIR = 2
/** Of so few each has its text; of more, only these largest may have it over other nodes, but for one of them. */
const [FEW, NAMED] = [24, 8]
/** One of the largest counts for so many others. */
const LARGE = 100

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

const start = ({ x, radius, width }: LabelWish, side: LabelSide, slide = 0): number => {
  if (side === 'right') return x + radius + GAP
  if (side === 'left') return x - radius - GAP - width
  return x - width / 2 + slide * Math.max(0, width / 2 - radius)
}

/** What a text covers, with the number under a heading. */
export const labelBox = (wish: LabelWish, side: LabelSide, slide = 0): Box => {
  const [left, line] = [start(wish, side, slide), baseline(wish, side)]
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

interface Way {
  readonly side: LabelSide
  /** Under or over a node: how far towards its right, from -1 to 1. */
  readonly slide: number
}

const WAYS = {
  beside: [
    { side: 'right', slide: 0 },
    { side: 'left', slide: 0 },
  ],
  middle: [
    { side: 'below', slide: 0 },
    { side: 'above', slide: 0 },
  ],
  slid: [
    { side: 'below', slide: 1 },
    { side: 'below', slide: -1 },
    { side: 'above', slide: 1 },
    { side: 'above', slide: -1 },
  ],
} as const satisfies Record<string, readonly Way[]>

/** The best first; what would leave the drawing last. */
const waysOf = (wish: LabelWish, width: number): readonly Way[] => {
  if (wish.isHeading) return [{ side: 'middle', slide: 0 }]
  const { beside, middle, slid } = WAYS
  const ways = wish.members === null ? [...beside, ...middle, ...slid] : [...middle, ...beside, ...slid]
  const leaves = ({ side, slide }: Way): boolean => {
    const { left, right } = labelBox(wish, side, slide)
    return left < 0 || right > width
  }
  const within = ways.filter((way) => !leaves(way))
  return within.length > 0 ? within : ways
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
  const inOrder = [...wishes].sort(byWeight)
  const large = new Set(inOrder.slice(0, NAMED).map(({ id }) => id))
  const weightOf = ({ id, weight = 1 }: Disc): number => (large.has(id) ? LARGE : weight)
  for (const wish of inOrder) {
    const free = waysOf(wish, room.width)
      .map((way) => ({ way, box: labelBox(wish, way.side, way.slide) }))
      .filter(({ box }) => placed.every((other) => !meet(box, other.box)))
      .map((each) => ({
        ...each,
        under: nodes
          .filter((node) => node.id !== wish.id && liesOn(each.box, node))
          .reduce((sum, node) => sum + weightOf(node), 0),
      }))
    const [first] = free.toSorted((a, b) => a.under - b.under)
    if (!first) continue
    const { way, box, under } = first
    const most =
      wish.isHeading || wishes.length <= FEW ? Number.POSITIVE_INFINITY : large.has(wish.id) ? LARGE - 1 : 0
    if (under > most) continue
    const isBeside = way.side === 'right' || way.side === 'left'
    const x = isBeside ? box.left : box.left + wish.width / 2
    const at = { x, y: baseline(wish, way.side) }
    placed.push({ ...wish, side: way.side, at, covers: under > 0 && !wish.isHeading, box })
  }
  return placed.map(({ box: _, ...label }) => label)
}
