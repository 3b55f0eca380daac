import type { NodeShape } from './graph-model.ts'
import { type LinkShapePoints, linkShape } from './link-geometry.ts'
import { nodeOnScreen, type ViewContext } from './view-context.ts'

export interface SceneNode {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly color: string
  readonly shape: NodeShape
  /** Drawn beside it; null where its label has no room on the screen either. */
  readonly label: string | null
  readonly title: string
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
  readonly links: readonly SceneLink[]
  readonly nodes: readonly SceneNode[]
}

/** Reads the drawing off the camera, paths in their colours on top. */
export const sceneOf = (context: ViewContext): Scene => {
  const { sigma, graph, palette, state } = context
  const { width, height } = sigma.getDimensions()
  const { paths } = state.getState()
  const labelled = sigma.getNodeDisplayedLabels()
  const inPaths = new Set(paths.flatMap(({ nodes }) => nodes))
  const sceneLink = (key: string, stroke?: Pick<SceneLink, 'color' | 'width' | 'dash'>): SceneLink[] => {
    const link = graph.getEdgeAttributes(key)
    const [from, to] = [nodeOnScreen(sigma, graph.source(key)), nodeOnScreen(sigma, graph.target(key))]
    if (link.hidden || !from || !to) return []
    const look = stroke ?? { color: link.color, width: Math.max(0.6, sigma.scaleSize(link.size)), dash: [] }
    const arrow = link.facts.kind === 'link' && link.type.toLowerCase().includes('arrow')
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
    links: [
      ...graph.edges().flatMap((key) => sceneLink(key)),
      ...paths.flatMap(({ links, color, dash, width: thick }) =>
        links
          .filter((key) => graph.hasEdge(key))
          .flatMap((key) => sceneLink(key, { color, dash, width: thick })),
      ),
    ],
    nodes: graph.nodes().flatMap((id): SceneNode[] => {
      const at = nodeOnScreen(sigma, id)
      if (!at) return []
      const { facts, label } = graph.getNodeAttributes(id)
      const shown = labelled.has(id) || inPaths.has(id)
      return [{ ...at, label: shown ? label : null, title: facts.title }]
    }),
  }
}
