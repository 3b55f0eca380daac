import type { Point, Size } from './camera.ts'

/** A text that would like to stand in the middle of what it names. */
export interface MapLabel extends Point {
  readonly text: string
  /** Those of more weight are placed first. */
  readonly weight: number
  readonly rank: 'region' | 'part' | 'point'
}

export interface PlacedLabel extends MapLabel {
  readonly width: number
  /** Middle of the text on the screen. */
  readonly at: Point
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export const LINE = { region: 18, part: 15, point: 14 } as const
const AIR = 6
/** Where a text goes that finds its own place taken: this many lines up or down. */
const ASIDE = [0, -1, 1, -2, 2]

/** Texts where no other stands and all of each is seen; who finds no room has none. */
export const placeMapLabels = (
  labels: readonly MapLabel[],
  { width, height }: Size,
  onScreen: (at: Point) => Point,
  measure: (label: MapLabel) => number,
  taken: readonly Box[] = [],
): readonly PlacedLabel[] => {
  const boxes: Box[] = [...taken]
  const placed: PlacedLabel[] = []
  for (const label of [...labels].sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))) {
    const { x, y } = onScreen(label)
    if (x < 0 || y < 0 || x > width || y > height) continue
    const [wide, line] = [measure(label), LINE[label.rank]]
    const middle = Math.min(width - wide / 2 - AIR, Math.max(wide / 2 + AIR, x))
    const offset = ASIDE.find((lines) => {
      const box = boxAt(middle, y + lines * line, wide, line)
      return box.top > 0 && box.bottom < height && boxes.every((other) => !meet(box, other))
    })
    if (offset === undefined) continue
    const at = { x: middle, y: y + offset * line }
    boxes.push(boxAt(at.x, at.y, wide, line))
    placed.push({ ...label, width: wide, at })
  }
  return placed
}

const boxAt = (x: number, y: number, width: number, line: number): Box => ({
  left: x - width / 2 - AIR,
  right: x + width / 2 + AIR,
  top: y - line / 2,
  bottom: y + line / 2,
})

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
