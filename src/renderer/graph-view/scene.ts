import { type DiscOnScreen, discsOnScreen } from './draw-discs.ts'
import { MARKS_VEIL, PATHS_VEIL } from './draw-overlay.ts'
import type { NodeShape } from './graph-model.ts'
import { type LinkShapePoints, linkShape } from './link-geometry.ts'
import { type MarkLook, markLook } from './marks.ts'
import { mixHex } from './palette.ts'
import type { PlacedLabel } from './place-labels.ts'
import { nodeOnScreen, type ViewContext } from './view-context.ts'

export interface SceneNode {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly color: string
  readonly shape: NodeShape
  /** Beside it; null where its text has no room on the screen either. */
  readonly label: Pick<PlacedLabel, 'text' | 'at' | 'side'> | null
  readonly title: string
  /** What became of it, where moments are compared. */
  readonly mark: MarkLook | null
}

export interface SceneLink extends LinkShapePoints {
  readonly color: string
  readonly width: number
  readonly dash: readonly number[]
  readonly title: string
}

/** What is seen, in pixels from the left upper corner. */
export interface Scene {
  readonly width: number
  readonly height: number
  readonly ground: string
  readonly text: string
  readonly font: string
  /** Grounds of open communities, behind all else. */
  readonly discs: readonly DiscOnScreen[]
  readonly links: readonly SceneLink[]
  readonly nodes: readonly SceneNode[]
}

/** Reads the drawing off the camera, paths in their colours on top and the rest under their veil. */
export const sceneOf = (context: ViewContext, texts: readonly PlacedLabel[]): Scene => {
  const { sigma, graph, palette, state } = context
  const { width, height } = sigma.getDimensions()
  const { paths, marks: compared } = state.getState()
  const marks = paths.length > 0 ? null : compared
  const left = paths.length > 0 ? PATHS_VEIL : marks === null ? 1 : MARKS_VEIL
  const veiled = (color: string): string => (left < 1 ? mixHex(palette.ground, color, left) : color)
  const ends = [...(marks?.links.keys() ?? [])].filter((key) => graph.hasEdge(key))
  const onTop = new Set([
    ...paths.flatMap(({ nodes }) => nodes),
    ...(marks?.nodes.keys() ?? []),
    ...ends.flatMap((key) => graph.extremities(key)),
  ])
  const labels = new Map(texts.map((label) => [label.id, label]))
  const sceneLink = (key: string, stroke?: Pick<SceneLink, 'color' | 'width' | 'dash'>): SceneLink[] => {
    const link = graph.getEdgeAttributes(key)
    const [from, to] = [nodeOnScreen(sigma, graph.source(key)), nodeOnScreen(sigma, graph.target(key))]
    if (link.hidden || !from || !to) return []
    const look = stroke ?? {
      color: veiled(link.color),
      width: Math.max(0.6, sigma.scaleSize(link.size)),
      dash: [],
    }
    const arrow = link.facts.kind !== 'bundle' && link.type.toLowerCase().includes('arrow')
    const shape = linkShape({
      from,
      to,
      radius: to.radius,
      curvature: link.curvature,
      arrow,
      width: look.width,
    })
    return [{ ...shape, ...look, title: link.facts.type }]
  }
  return {
    width,
    height,
    ground: palette.ground,
    text: palette.text,
    font: palette.font,
    discs: discsOnScreen(context),
    links: [
      ...graph.edges().flatMap((key) => sceneLink(key)),
      ...paths.flatMap(({ links, color, dash, width: thick }) =>
        links
          .filter((key) => graph.hasEdge(key))
          .flatMap((key) => sceneLink(key, { color, dash, width: thick })),
      ),
      ...[...(marks?.links ?? [])]
        .filter(([key]) => graph.hasEdge(key))
        .flatMap(([key, is]) => sceneLink(key, markLook(is, palette, marks?.links.size))),
    ],
    nodes: graph.nodes().flatMap((id): SceneNode[] => {
      const at = nodeOnScreen(sigma, id)
      if (!at) return []
      const { facts } = graph.getNodeAttributes(id)
      const color = onTop.has(id) ? at.color : veiled(at.color)
      const is = marks?.nodes.get(id)
      const mark = is === undefined ? null : markLook(is, palette)
      return [
        {
          ...at,
          mark,
          color: is === 'removed' ? palette.ground : color,
          label: labels.get(id) ?? null,
          title: facts.title,
        },
      ]
    }),
  }
}
