import { wordsOf } from '../words/words.ts'
import { drawLabels, drawPlate } from './draw-label.ts'
import { drawMarks } from './draw-marks.ts'
import { type Canvas, discsAlong, fillNode, labelOf, strokeLink, veil } from './draw-parts.ts'
import { linkShape } from './link-geometry.ts'
import type { PlacedLabel } from './place-labels.ts'
import type { Point } from './placement.ts'
import { type NodeOnScreen, nodeOnScreen, type ViewContext } from './view-context.ts'
import type { DrawnPath } from './view-state.ts'

const t = wordsOf('graph')

/** A hub has thousands of links; the first of them say that it is one. */
const MAX_FOCUS_LINKS = 1500
const MAX_FOCUS_LABELS = 24
const MAX_RINGS = 4000
/** How much of the rest is seen under paths. */
export const PATHS_VEIL = 0.14
/** And under what is other than at an earlier moment. */
export const MARKS_VEIL = 0.22

/**
 * What stands out, on a canvas of its own: a veil over the rest, then what the pointer is on with its neighbours, or the
 * paths, or what changed between two moments. Costs what it shows, not what the graph has, so that a hover in 100,000 nodes is as quick as in ten.
 * @returns the texts beside them
 */
export const drawOverlay = (canvas: Canvas, context: ViewContext): readonly PlacedLabel[] => {
  const { sigma, state } = context
  const { width, height } = sigma.getDimensions()
  canvas.clearRect(0, 0, width, height)
  const { hovered, paths, marks, lasso, draft } = state.getState()
  const focus = hovered !== null && context.graph.hasNode(hovered) ? hovered : null
  let texts: readonly PlacedLabel[] = []
  if (paths.length > 0) {
    veil(canvas, context, 1 - PATHS_VEIL)
    for (const path of [...paths].sort((a, b) => b.width - a.width)) drawPath(canvas, context, path)
    texts = labelPaths(canvas, context, paths)
  } else if (marks !== null) {
    veil(canvas, context, 1 - MARKS_VEIL)
    texts = drawMarks(canvas, context, marks)
  } else if (focus !== null && draft === null) {
    veil(canvas, context, 0.8)
    drawNeighbourhood(canvas, context, focus)
  }
  drawRings(canvas, context)
  if (focus !== null) plate(canvas, context, focus)
  if (draft) drawDraft(canvas, context, draft)
  if (lasso) drawLasso(canvas, context, lasso)
  return texts
}

const drawNeighbourhood = (canvas: Canvas, context: ViewContext, id: string): void => {
  const { graph, sigma, palette } = context
  const near = new Set<string>()
  let drawn = 0
  graph.forEachEdge(id, (key, { hidden, size }, from, to) => {
    if (hidden || drawn++ > MAX_FOCUS_LINKS) return
    near.add(from === id ? to : from)
    strokeLink(canvas, context, key, { color: palette.quietText, width: Math.max(1, size) })
  })
  near.add(id)
  for (const other of near) {
    const place = nodeOnScreen(sigma, other)
    if (place) fillNode(canvas, place, palette.ground)
  }
  near.delete(id)
  const labels = [...near].flatMap((other) => labelOf(context, other) ?? []).slice(0, MAX_FOCUS_LABELS)
  drawLabels(canvas, labels, { palette, width: sigma.getDimensions().width })
}

const drawPath = (canvas: Canvas, context: ViewContext, { links, nodes, ...stroke }: DrawnPath): void => {
  const { graph, sigma, palette } = context
  for (const key of links) if (graph.hasEdge(key)) strokeLink(canvas, context, key, stroke)
  for (const id of nodes) {
    const place = nodeOnScreen(sigma, id)
    if (!place) continue
    const radius = Math.max(place.radius, 6)
    fillNode(canvas, { ...place, radius }, palette.ground)
    canvas.beginPath()
    canvas.arc(place.x, place.y, radius + 2.5, 0, 2 * Math.PI)
    canvas.strokeStyle = stroke.color
    canvas.lineWidth = 2
    canvas.stroke()
  }
}

/** Of a memory on a path, with its ring. */
const LEAST_ON_PATH = 8
/** Of a path, of what is chosen, of an end. */
const RINGS = 6

const labelPaths = (
  canvas: Canvas,
  context: ViewContext,
  paths: readonly DrawnPath[],
): readonly PlacedLabel[] => {
  const { sigma, palette } = context
  const ids = new Set(paths.flatMap(({ nodes }) => nodes))
  const labels = [...ids].flatMap((id) => {
    const label = labelOf(context, id, LEAST_ON_PATH)
    return label ? [{ ...label, size: label.size + RINGS }] : []
  })
  const nodes = paths.flatMap(({ links }) => links.flatMap((key) => discsAlong(context, key)))
  return drawLabels(canvas, labels, { palette, width: sigma.getDimensions().width, nodes })
}

const ring = (canvas: Canvas, { x, y, radius }: NodeOnScreen, color: string, width: number): void => {
  canvas.beginPath()
  canvas.arc(x, y, radius + 3, 0, 2 * Math.PI)
  canvas.strokeStyle = color
  canvas.lineWidth = width
  canvas.stroke()
}

const drawRings = (canvas: Canvas, context: ViewContext): void => {
  const { sigma, palette, state } = context
  const { selection, cursor, ends, mergeWith } = state.getState()
  let drawn = 0
  for (const id of selection) {
    const place = nodeOnScreen(sigma, id)
    if (place && drawn++ < MAX_RINGS) ring(canvas, place, palette.accent, 2)
  }
  const target = mergeWith === null ? null : nodeOnScreen(sigma, mergeWith)
  if (target) {
    ring(canvas, { ...target, radius: target.radius + 4 }, palette.accent, 3)
    drawPlate(
      canvas,
      { ...target, key: '', size: target.radius + 8, label: t('merge') },
      { palette, width: sigma.getDimensions().width },
    )
  }
  const at = cursor === null ? null : nodeOnScreen(sigma, cursor)
  if (at) ring(canvas, { ...at, radius: at.radius + 3 }, palette.text, 1.5)
  ends.forEach((id, i) => {
    const place = nodeOnScreen(sigma, id)
    if (place) badge(canvas, context, place, 'AB'[i] ?? '')
  })
}

/** Which end of the paths it is. */
const badge = (canvas: Canvas, { palette }: ViewContext, { x, y, radius }: NodeOnScreen, text: string) => {
  const top = y - Math.max(radius, 6) - 13
  canvas.beginPath()
  canvas.arc(x, top, 8.5, 0, 2 * Math.PI)
  canvas.fillStyle = palette.text
  canvas.fill()
  canvas.font = `600 11px ${palette.font}`
  canvas.textAlign = 'center'
  canvas.fillStyle = palette.ground
  canvas.fillText(text, x, top + 4)
}

const plate = (canvas: Canvas, context: ViewContext, id: string): void => {
  const label = labelOf(context, id)
  const { palette, sigma } = context
  if (label) drawPlate(canvas, label, { palette, width: sigma.getDimensions().width })
}

const drawDraft = (
  canvas: Canvas,
  { sigma, palette }: ViewContext,
  { from, to, over }: { readonly from: string; readonly to: Point; readonly over: string | null },
): void => {
  const start = nodeOnScreen(sigma, from)
  if (!start) return
  const target = over === null ? null : nodeOnScreen(sigma, over)
  const { end, head } = linkShape({
    from: start,
    to: target ?? to,
    radius: target?.radius ?? 0,
    curvature: 0,
    arrow: true,
    width: 2,
  })
  canvas.beginPath()
  canvas.moveTo(start.x, start.y)
  canvas.lineTo(end.x, end.y)
  canvas.strokeStyle = palette.accent
  canvas.lineWidth = 2
  canvas.stroke()
  if (head) {
    canvas.beginPath()
    for (const { x, y } of head) canvas.lineTo(x, y)
    canvas.fillStyle = palette.accent
    canvas.fill()
  }
  if (target) ring(canvas, target, palette.accent, 2)
}

const drawLasso = (canvas: Canvas, { palette }: ViewContext, points: readonly Point[]): void => {
  canvas.beginPath()
  for (const { x, y } of points) canvas.lineTo(x, y)
  canvas.closePath()
  canvas.globalAlpha = 0.12
  canvas.fillStyle = palette.accent
  canvas.fill()
  canvas.globalAlpha = 1
  canvas.setLineDash([4, 3])
  canvas.strokeStyle = palette.accent
  canvas.lineWidth = 1.5
  canvas.stroke()
  canvas.setLineDash([])
}
