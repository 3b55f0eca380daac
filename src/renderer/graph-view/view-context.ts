import type Sigma from 'sigma'
import type { Box } from './free-room.ts'
import type { LinkAttributes, NodeAttributes, NodeShape, SomaGraph } from './graph-model.ts'
import type { GraphPalette } from './palette.ts'
import type { Point } from './placement.ts'
import type { ViewStore } from './view-state.ts'

export type SomaSigma = Sigma<NodeAttributes, LinkAttributes>

/** What was meant by a click beside its place. */
export interface ClickKeys {
  readonly shift: boolean
  readonly mod: boolean
  readonly alt: boolean
}

export type ViewTarget =
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'link'; readonly key: string }
  /** A line between two that mean nearly the same. */
  | { readonly kind: 'near'; readonly a: string; readonly b: string; readonly at: Point }
  | { readonly kind: 'stage' }

/** What the drawing tells its screen. */
export interface ViewEvents {
  readonly onClick: (target: ViewTarget, keys: ClickKeys) => void
  readonly onDoubleClick: (id: string) => void
  /** Just before the menu of the browser would open. */
  readonly onMenu: (target: ViewTarget) => void
  readonly onLasso: (ids: readonly string[], keys: ClickKeys) => void
  readonly onLinkDrawn: (link: { readonly from: string; readonly to: string; readonly at: Point }) => void
  /** Nodes were put somewhere by hand. */
  readonly onHeld: (ids: readonly string[]) => void
  /** Memories were dropped on another one with Shift held. */
  readonly onMerge: (ids: readonly string[]) => void
}

/** What each controller works with. */
export interface ViewContext {
  readonly sigma: SomaSigma
  readonly graph: SomaGraph
  readonly container: HTMLElement
  readonly palette: GraphPalette
  readonly state: ViewStore
  readonly events: ViewEvents
  /** What lies upon the drawing, such as a legend. */
  readonly covers: () => readonly Box[]
  readonly isCalm: () => boolean
}

/** Starts something, and gives what ends it. */
export type Controller = (context: ViewContext) => () => void

export interface NodeOnScreen extends Point {
  readonly radius: number
  readonly color: string
  readonly shape: NodeShape
}

/** Where a node is drawn now, in pixels of the container; null where it is not. */
export const nodeOnScreen = (sigma: SomaSigma, id: string): NodeOnScreen | null => {
  const data = sigma.getNodeDisplayData(id)
  if (!data || data.hidden) return null
  const { x, y } = sigma.framedGraphToViewport(data)
  return { x, y, radius: sigma.scaleSize(data.size), color: data.color, shape: data.type as NodeShape }
}
