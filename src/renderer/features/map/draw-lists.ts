import type { GraphPalette } from '../../graph-view/palette.ts'
import type { Frame } from '../../point-view/point-view.ts'
import type { ListRegions } from './list-regions.ts'
import type { StepId } from './search-steps.ts'

export interface DrawnSearch {
  readonly step: StepId
  /** Lists that were scanned, best first. */
  readonly scanned: readonly number[]
  /** Points that the search gives, and those that it missed. */
  readonly hits: readonly number[]
  readonly missed: readonly number[]
  readonly at: { readonly x: number; readonly y: number } | null
}

interface ListsDrawing {
  readonly regions: ListRegions | null
  readonly search: DrawnSearch | null
  readonly palette: GraphPalette & { readonly missed: string }
}

/** Radius of the middle of a usual list, at most: a thousand of them are smaller, or they would hide the points. */
const DOT = 2.4
const DOTS = 36
const CROSS = 9

/** The lists of the index under everything else, and a search through them. */
export const drawLists = (context: CanvasRenderingContext2D, frame: Frame, drawing: ListsDrawing): void => {
  const { regions, search, palette } = drawing
  if (regions) {
    onPlane(context, frame, () => {
      context.clip(regions.ground)
      if (search?.step === 'beams' || search?.step === 'lists') fillScanned(context, regions, search, palette)
      context.lineWidth /= frame.scale
      context.strokeStyle = palette.quietText
      context.globalAlpha = 0.32
      context.stroke(regions.lines)
    })
    if (search === null || !isPast(search.step)) drawCentres(context, frame, regions, { search, palette })
  }
  if (search) drawFound(context, frame, search, palette)
}

/** From here on it is about single memories. */
const isPast = (step: StepId): boolean => step === 'kept' || step === 'hits' || step === 'missed'

/** The canvas in the units of the plane. */
const onPlane = (context: CanvasRenderingContext2D, frame: Frame, draw: () => void): void => {
  const origin = frame.onScreen({ x: 0, y: 0 })
  context.save()
  context.translate(origin.x, origin.y)
  context.scale(frame.scale, -frame.scale)
  context.lineWidth = 1
  draw()
  context.restore()
}

const fillScanned = (
  context: CanvasRenderingContext2D,
  regions: ListRegions,
  { scanned }: DrawnSearch,
  { accent }: GraphPalette,
): void => {
  context.fillStyle = accent
  for (const [rank, list] of scanned.entries()) {
    context.globalAlpha = 0.3 - (0.2 * rank) / Math.max(1, scanned.length)
    context.fill(regions.regionOf(list))
  }
}

const drawCentres = (
  context: CanvasRenderingContext2D,
  frame: Frame,
  { count, centres, sizes }: ListRegions,
  { search, palette }: Pick<ListsDrawing, 'search' | 'palette'>,
): void => {
  const dot = Math.min(DOT, DOTS / Math.sqrt(count))
  const usual = Math.max(1, sizes.reduce((sum, size) => sum + size, 0) / count)
  const kept = new Set(search === null || search.step === 'centroids' ? [] : search.scanned)
  for (let list = 0; list < count; list++) {
    const { x, y } = frame.onScreen({ x: centres[list * 2] as number, y: centres[list * 2 + 1] as number })
    context.beginPath()
    const isKept = kept.has(list)
    const radius = (isKept ? 1.5 * dot : dot) * Math.sqrt(0.4 + (sizes[list] as number) / usual)
    context.arc(x, y, radius, 0, 2 * Math.PI)
    context.fillStyle = isKept ? palette.accent : palette.quietText
    context.strokeStyle = palette.ground
    context.lineWidth = 1.5
    context.stroke()
    context.fill()
  }
}

const drawFound = (
  context: CanvasRenderingContext2D,
  frame: Frame,
  { step, hits, missed, at }: DrawnSearch,
  palette: ListsDrawing['palette'],
): void => {
  const isFound = step === 'hits' || step === 'missed'
  if (isFound)
    for (const point of hits) ring(context, frame, { point, color: palette.accent, ground: palette.ground })
  if (step === 'missed') {
    for (const point of missed) ring(context, frame, { point, color: palette.missed, ground: palette.ground })
  }
  if (at === null) return
  const { x, y } = frame.onScreen(at)
  context.beginPath()
  for (const [dx, dy] of [
    [CROSS, 0],
    [0, CROSS],
  ] as const) {
    context.moveTo(x - dx, y - dy)
    context.lineTo(x + dx, y + dy)
  }
  for (const [width, color] of [
    [5, palette.ground],
    [2, palette.accent],
  ] as const) {
    context.lineWidth = width
    context.strokeStyle = color
    context.stroke()
  }
}

const ring = (
  context: CanvasRenderingContext2D,
  frame: Frame,
  { point, color, ground }: { readonly point: number; readonly color: string; readonly ground: string },
): void => {
  const { x, y } = frame.onScreen(frame.place(point))
  context.beginPath()
  context.arc(x, y, frame.diameter / 2 + 4, 0, 2 * Math.PI)
  for (const [width, stroke] of [
    [4.5, ground],
    [2.5, color],
  ] as const) {
    context.lineWidth = width
    context.strokeStyle = stroke
    context.stroke()
  }
}
