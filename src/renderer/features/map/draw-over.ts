import type { GraphPalette } from '../../graph-view/palette.ts'
import type { Point } from '../../point-view/camera.ts'
import { type MapLabel, placeMapLabels } from '../../point-view/map-label.ts'
import type { Frame } from '../../point-view/point-view.ts'
import { type DrawnSearch, drawLists } from './draw-lists.ts'
import type { ListRegions } from './list-regions.ts'

/** What stands over the points. */
export interface OverMap {
  readonly labels: readonly MapLabel[]
  /** Points with a ring: under the pointer, under the keyboard, open. */
  readonly hovered: number | null
  readonly cursor: number | null
  readonly open: number | null
  /** All that are chosen. */
  readonly chosen: ReadonlySet<number>
  /** The nearest of the open one by meaning, best first. */
  readonly near: readonly { readonly point: number; readonly similarity: number }[]
  readonly lasso: readonly Point[] | null
  /** The lists of the index, and a search through them. */
  readonly regions: ListRegions | null
  readonly search: DrawnSearch | null
}

/** From so close on parts are named in place of regions. */
const PARTS_FROM = 2.2
const FONTS = { region: '600 13px', part: '500 12px', point: '400 11px' } as const

/** With the colour of what a search missed. */
export type MapPalette = GraphPalette & { readonly missed: string }

export const drawOver = (
  context: CanvasRenderingContext2D,
  frame: Frame,
  { over, palette }: { readonly over: OverMap; readonly palette: MapPalette },
): void => {
  drawLists(context, frame, { regions: over.regions, search: over.search, palette })
  drawNear(context, frame, over, palette)
  drawLabels(context, frame, over, palette)
  const ring = (point: number | null, color: string, width: number): void => {
    if (point === null) return
    const { x, y } = frame.onScreen(frame.place(point))
    context.beginPath()
    context.arc(x, y, frame.diameter / 2 + 4, 0, 2 * Math.PI)
    context.strokeStyle = palette.ground
    context.lineWidth = width + 2
    context.stroke()
    context.strokeStyle = color
    context.lineWidth = width
    context.stroke()
  }
  ring(over.open, palette.accent, 2.5)
  ring(over.cursor, palette.accent, 1.5)
  ring(over.hovered, palette.text, 1.5)
  if (over.lasso) drawLasso(context, over.lasso, palette.accent)
}

/** Lines to the nearest in the space of the vectors: long ones are what the map tears apart. */
const drawNear = (
  context: CanvasRenderingContext2D,
  frame: Frame,
  { open, near }: OverMap,
  palette: GraphPalette,
): void => {
  if (open === null || near.length === 0) return
  const from = frame.onScreen(frame.place(open))
  for (const [rank, { point }] of near.entries()) {
    const to = frame.onScreen(frame.place(point))
    context.beginPath()
    context.moveTo(from.x, from.y)
    context.lineTo(to.x, to.y)
    context.strokeStyle = palette.accent
    context.globalAlpha = 0.75 - (0.45 * rank) / near.length
    context.lineWidth = 1.5
    context.stroke()
    context.globalAlpha = 1
    context.beginPath()
    context.arc(to.x, to.y, frame.diameter / 2 + 2, 0, 2 * Math.PI)
    context.lineWidth = 1.5
    context.stroke()
  }
}

const drawLabels = (
  context: CanvasRenderingContext2D,
  frame: Frame,
  { labels }: OverMap,
  palette: GraphPalette,
): void => {
  const isClose = frame.closeness >= PARTS_FROM
  const wanted = labels.filter(({ rank }) => rank === (isClose ? 'part' : 'region') || rank === 'point')
  const fontOf = ({ rank }: MapLabel): string => `${FONTS[rank]} ${palette.font}`
  const placed = placeMapLabels(wanted, frame.size, frame.onScreen, (label) => {
    context.font = fontOf(label)
    return context.measureText(label.text).width
  })
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  for (const label of placed) {
    context.font = fontOf(label)
    context.strokeStyle = palette.ground
    context.lineWidth = 4
    context.globalAlpha = 0.86
    context.strokeText(label.text, label.at.x, label.at.y)
    context.globalAlpha = 1
    context.fillStyle = label.rank === 'point' ? palette.quietText : palette.text
    context.fillText(label.text, label.at.x, label.at.y)
  }
}

const drawLasso = (context: CanvasRenderingContext2D, line: readonly Point[], color: string): void => {
  context.beginPath()
  for (const { x, y } of line) context.lineTo(x, y)
  context.closePath()
  context.strokeStyle = color
  context.lineWidth = 1.5
  context.stroke()
  context.globalAlpha = 0.08
  context.fillStyle = color
  context.fill()
  context.globalAlpha = 1
}
