import type { Place, PlotSize } from './pareto-scale.ts'

export interface Label extends Place {
  readonly width: number
  readonly height: number
}

interface Plot extends PlotSize {
  /** Where the figures of an axis end; 0 if left out. */
  readonly left?: number
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const GAP = 12

/** Where a label may stand by what it names, the best first: to the lower right, where a frontier leaves room. */
const SIDES = [
  (w: number, h: number) => ({ left: GAP, top: GAP, w, h }),
  (w: number, h: number) => ({ left: GAP, top: -h / 2, w, h }),
  (w: number, h: number) => ({ left: -w / 2, top: GAP + 4, w, h }),
  (w: number, h: number) => ({ left: -w - GAP, top: GAP, w, h }),
  (w: number, h: number) => ({ left: -w - GAP, top: -h - GAP, w, h }),
  (w: number, h: number) => ({ left: GAP, top: -h - GAP, w, h }),
  (w: number, h: number) => ({ left: -w / 2, top: -h - GAP - 4, w, h }),
] as const

/** With no room right beside it a label stands a little farther off. */
const RINGS = [1, 2.5] as const

/**
 * The upper left corner of each label: inside the plot, on no other label and none of what others name, and on as few dots as can be. Labels that come
 * first choose first.
 */
export const placeLabels = (labels: readonly Label[], dots: readonly Place[], plot: Plot): Place[] => {
  const taken: Box[] = []
  return labels.map((label) => {
    const beside = RINGS.flatMap((far) =>
      SIDES.map((side): Box => {
        const { left, top, w, h } = side(label.width, label.height)
        const away = {
          x: Math.sign(left + w / 2) * GAP * (far - 1),
          y: Math.sign(top + h / 2) * GAP * (far - 1),
        }
        const at = { left: label.x + left + away.x, top: label.y + top + away.y }
        return inside(at, { width: w, height: h }, plot)
      }),
    )
    // In a corner all sides are one: then under another label, or over it.
    const stacked = taken.flatMap(({ left, top, bottom }) =>
      [bottom + 2, top - label.height - 2].map((at) => inside({ left, top: at }, label, plot)),
    )
    const boxes = [...beside, ...stacked]
    const costs = boxes.map(
      (box) =>
        taken.filter((other) => overlap(box, other)).length * 1000 +
        dots.filter((dot) => holds(box, dot)).length +
        labels.filter((named) => holds(box, named)).length * 50 +
        (labels.some((named) => apart(box, named) < apart(box, label)) ? 20 : 0),
    )
    const box = boxes[costs.indexOf(Math.min(...costs))] as Box
    taken.push(box)
    return { x: box.left, y: box.top }
  })
}

const inside = (at: { left: number; top: number }, box: PlotSize, plot: Plot): Box => {
  const left = Math.max(plot.left ?? 0, Math.min(plot.width - box.width, at.left))
  const top = Math.max(0, Math.min(plot.height - box.height, at.top))
  return { left, top, right: left + box.width, bottom: top + box.height }
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Pixels from a box to a point. */
const apart = ({ left, top, right, bottom }: Box, { x, y }: Place): number =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))

const holds = ({ left, top, right, bottom }: Box, { x, y }: Place): boolean =>
  x > left - 4 && x < right + 4 && y > top - 4 && y < bottom + 4
