import type { Point } from './placement.ts'

/** Pixels of the drawing's area, y downwards. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

interface Asked {
  readonly points: readonly Point[]
  /** The whole area, without its margin. */
  readonly area: Box
  /** What lies upon the drawing. */
  readonly covers: readonly Box[]
}

/** Smaller than this share of what the whole area would give, nobody wants it: then rather some points are covered. */
const LEAST_SHARE = 0.6
/** A crowd is everywhere, and looking for its gaps would take longer than a frame. */
const CROWD = 5000

export const boxOf = (points: readonly Point[]): Box | null => {
  let [left, top, right, bottom] = [1 / 0, 1 / 0, -1 / 0, -1 / 0]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return left > right ? null : { left, top, right, bottom }
}

/** By how much a box is to be enlarged so that it fills a room. */
export const scaleInto = (box: Box, room: Box): number =>
  1 /
  Math.max(
    (box.right - box.left) / Math.max(1, room.right - room.left),
    (box.bottom - box.top) / Math.max(1, room.bottom - room.top),
    1e-6,
  )

/** The part of an area in which points are shown largest with none of them under what lies upon it. */
export const freeRoom = ({ points, area, covers }: Asked): Box => {
  const box = boxOf(points)
  if (box === null || covers.length === 0 || points.length > CROWD) return area
  const full = scaleInto(box, area)
  const rooms = roomsOf(area, covers)
    .map((room) => ({ room, scale: scaleInto(box, room) }))
    .filter(({ scale }) => scale >= full * LEAST_SHARE)
    .sort((a, b) => b.scale - a.scale)
  return rooms.find((each) => !isCovered({ ...each, points, box, covers }))?.room ?? area
}

/** On the way to the edge of what lies upon the drawing. */
const STEPS = [1 / 2, 3 / 4, 1]

/**
 * The area itself first, then what is left of it beside, above and below what lies upon it, and parts of the way there: what is
 * round has nothing in its corners.
 */
const roomsOf = (area: Box, covers: readonly Box[]): Box[] => {
  const edges = (from: number, to: number, others: readonly number[]): readonly number[] => [
    from,
    ...others
      .flatMap((other) => STEPS.map((share) => from + share * (other - from)))
      .filter((at) => at > Math.min(from, to) && at < Math.max(from, to)),
  ]
  const lefts = edges(
    area.left,
    area.right,
    covers.map(({ right }) => right),
  )
  const rights = edges(
    area.right,
    area.left,
    covers.map(({ left }) => left),
  )
  const tops = edges(
    area.top,
    area.bottom,
    covers.map(({ bottom }) => bottom),
  )
  const bottoms = edges(
    area.bottom,
    area.top,
    covers.map(({ top }) => top),
  )
  return lefts.flatMap((left) =>
    rights
      .filter((right) => right > left)
      .flatMap((right) =>
        tops.flatMap((top) =>
          bottoms.filter((bottom) => bottom > top).map((bottom) => ({ left, top, right, bottom })),
        ),
      ),
  )
}

interface Tried extends Pick<Asked, 'points' | 'covers'> {
  readonly box: Box
  readonly room: Box
  readonly scale: number
}

const isCovered = ({ points, box, room, scale, covers }: Tried): boolean => {
  const [midX, midY] = [(room.left + room.right) / 2, (room.top + room.bottom) / 2]
  const [ownX, ownY] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
  return points.some((point) => {
    const x = midX + (point.x - ownX) * scale
    const y = midY + (point.y - ownY) * scale
    return covers.some(({ left, top, right, bottom }) => x > left && x < right && y > top && y < bottom)
  })
}
