import type { RankPair } from './rank-agreement.ts'

export interface ShiftLine {
  readonly id: string
  /** Middle of its row on either side, in pixels from the top of the lists. */
  readonly from: number
  readonly to: number
  readonly kind: 'same' | 'up' | 'down'
}

interface Frame {
  readonly rowHeight: number
  /** What is on the screen, in pixels from the top of the lists. */
  readonly top: number
  readonly bottom: number
}

/** More lines than this on one screen are a grey field; the longest are left out first. */
const MOST = 300

const lineOf = ({ id, left, right }: RankPair, rowHeight: number): ShiftLine | null => {
  if (left === null || right === null) return null
  const kind = left === right ? 'same' : right < left ? 'up' : 'down'
  return { id, from: (left + 0.5) * rowHeight, to: (right + 0.5) * rowHeight, kind }
}

/** The lines between two lists of which something is seen: one joins the two places of a memory. */
export const shiftLines = (pairs: readonly RankPair[], { rowHeight, top, bottom }: Frame) => {
  const seen = pairs.flatMap((pair) => {
    const line = lineOf(pair, rowHeight)
    return line && Math.max(line.from, line.to) >= top && Math.min(line.from, line.to) <= bottom ? [line] : []
  })
  if (seen.length <= MOST) return seen
  const length = ({ from, to }: ShiftLine) => Math.abs(from - to)
  return seen.sort((a, b) => length(a) - length(b)).slice(0, MOST)
}

/** A line that leaves and arrives level, so that many can be followed by eye. */
export const shiftPath = ({ from, to }: Pick<ShiftLine, 'from' | 'to'>, width: number): string =>
  `M0 ${from}C${width / 2} ${from} ${width / 2} ${to} ${width} ${to}`
