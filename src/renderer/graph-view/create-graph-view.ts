import Sigma from 'sigma'
import type { Settings } from 'sigma/settings'
import type { CameraState } from 'sigma/types'
import { wordsOf } from '../words/words.ts'
import { createCamera, type ViewCamera } from './camera.ts'
import { dragLinkController } from './controllers/drag-link.ts'
import { dragNodeController } from './controllers/drag-node.ts'
import { groundController } from './controllers/ground.ts'
import { createLabelSheet, type LabelSheet } from './controllers/labels.ts'
import { lassoController } from './controllers/lasso.ts'
import { minimapController } from './controllers/minimap.ts'
import { overlayController } from './controllers/overlay.ts'
import { pointerController } from './controllers/pointer.ts'
import type { Box } from './free-room.ts'
import { createSomaGraph, type LinkAttributes, type NodeAttributes, type SomaGraph } from './graph-model.ts'
import { linkPrograms } from './link-programs.ts'
import { nodePrograms } from './node-programs.ts'
import type { GraphPalette } from './palette.ts'
import type { PlacedLabel } from './place-labels.ts'
import type { Point } from './placement.ts'
import { sceneOf } from './scene.ts'
import {
  type NodeOnScreen,
  nodeOnScreen,
  type SomaSigma,
  type ViewContext,
  type ViewEvents,
} from './view-context.ts'
import { createViewState, type ViewStore } from './view-state.ts'
import { writePng } from './write-png.ts'
import { writeSvg } from './write-svg.ts'

const t = wordsOf('graph')

export interface GraphViewParts {
  readonly container: HTMLElement
  readonly graph: SomaGraph
  readonly palette: GraphPalette
  readonly events: ViewEvents
  readonly state?: ViewStore
  /** Where links are drawn from, beside the node under the pointer. */
  readonly handle: HTMLElement
  readonly minimap: { readonly map: HTMLCanvasElement; readonly frame: HTMLElement }
  readonly canLink: () => boolean
  /** What lies upon the drawing, in pixels of the container. */
  readonly covers: () => readonly Box[]
  /** Reduced motion: nothing flies. */
  readonly isCalm: () => boolean
  /** The driver took its memory back: nothing is drawn any more. `true` once there is memory again, for another drawing. */
  readonly onLost: (isBack: boolean) => void
}

/** A camera stands in bounds: without them it would look at another place. */
export interface Outlook {
  readonly camera: CameraState
  readonly bounds: ReturnType<SomaSigma['getCustomBBox']>
}

/** The drawing, as its screen sees it: no part of sigma shows. */
export interface GraphView {
  readonly state: ViewStore
  readonly camera: ViewCamera
  /** Changes the graph as a whole: sigma looks away meanwhile, and takes it anew once. */
  replace(change: () => void): void
  /** New bounds for what is laid out now: only at a start or a fit, since it moves everything. */
  frame(): void
  /** Where it is looked at from; another drawing of the same graph takes it over. */
  outlook(): Outlook
  look(from: Outlook): void
  /** Draws everything anew: after attributes were written one by one. */
  refresh(): void
  place(id: string): NodeOnScreen | null
  /** Whether a hand moves the camera, or it still flies. */
  isCameraMoving(): boolean
  size(): { readonly width: number; readonly height: number }
  /** Units of the graph that a pixel is now. */
  unit(): number
  /** Reduced motion: nothing flies. */
  isCalm(): boolean
  toPng(): Promise<Blob>
  toSvg(): string
  kill(): void
}

/** More than these and they are left out while the camera moves. */
const LINKS_WHILE_MOVING = 20_000
/** More than these and the pointer does not feel links: each is drawn a second time for it. */
const FELT_LINKS = 60_000

/** More than these lie in the order in which they came: communities are fewer, and only they lie by their size. */
const LAYERED = 5000

/** Pixels. Thinner lines lose pixels on their way, which only a haze of many may. */
const thinnest = (links: number): number => (links > 20_000 ? 0.6 : links > 3000 ? 1.2 : 1.7)

const settingsFor = (
  { palette, graph: { order, size } }: GraphViewParts,
  labels: LabelSheet,
): Partial<Settings<NodeAttributes, LinkAttributes>> => ({
  nodeProgramClasses: nodePrograms(palette),
  edgeProgramClasses: linkPrograms(),
  defaultNodeType: 'dot',
  defaultEdgeType: 'line',
  defaultDrawNodeLabel: (_context, data) => labels.add(data as unknown as Parameters<LabelSheet['add']>[0]),
  // The overlay shows what the pointer is on.
  defaultDrawNodeHover: () => {},
  labelGridCellSize: 110,
  ...labelling(order),
  stagePadding: 36,
  minEdgeThickness: thinnest(size),
  minCameraRatio: 0.02,
  maxCameraRatio: 6,
  hideLabelsOnMove: true,
  hideEdgesOnMove: size > LINKS_WHILE_MOVING,
  enableEdgeEvents: size <= FELT_LINKS,
  zIndex: order <= LAYERED,
  zoomDuration: 120,
  allowInvalidContainer: true,
})

/** Up to so many, every text is asked for and stands where there is room; of more, sigma picks some in each part. */
const FEW = 60
const labelling = (order: number) =>
  order <= FEW
    ? { labelDensity: FEW, labelRenderedSizeThreshold: 0 }
    : { labelDensity: 0.9, labelRenderedSizeThreshold: 5 }

/** Thrown by it where the page gets no WebGL: drivers, policies, remote desktops. */
export class NoWebGl extends Error {}

const hasWebGl = (): boolean => {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('webgl2') ?? canvas.getContext('webgl')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}

/** The one place where sigma is made. Each controller hangs on one thing that people do, and knows no other. */
export const createGraphView = (parts: GraphViewParts): GraphView => {
  if (!hasWebGl()) throw new NoWebGl(t('thisWindowCanDrawNo'))
  const { container, graph, palette, events, covers, isCalm } = parts
  const state = parts.state ?? createViewState()
  const labels = createLabelSheet()
  const sigma: SomaSigma = new Sigma(graph, container, settingsFor(parts, labels))
  const context: ViewContext = { sigma, graph, container, palette, state, events, covers, isCalm }
  let onTop: readonly PlacedLabel[] = []
  const endings = [
    groundController,
    labels.controller,
    overlayController((texts) => {
      onTop = texts
    }),
    pointerController,
    dragLinkController(parts.handle, parts.canLink),
    dragNodeController(parts.canLink),
    lassoController,
    minimapController(parts.minimap.map, parts.minimap.frame),
  ].map((controller) => controller(context))
  const camera = createCamera(context)
  const frame = (): void => {
    sigma.setCustomBBox(null)
    sigma.refresh()
    sigma.setCustomBBox(boundsOf(graph))
    sigma.refresh()
  }
  if (graph.order > 0) frame()
  // Sigma follows the window only; a panel that opens takes room, too.
  const sizes = new ResizeObserver(() => sigma.scheduleRender())
  sizes.observe(container)
  const lost = (event: Event): void => {
    // Without it the memory would never be given back.
    event.preventDefault()
    parts.onLost(false)
  }
  const isBack = (): void => parts.onLost(true)
  container.addEventListener('webglcontextlost', lost, true)
  container.addEventListener('webglcontextrestored', isBack, true)
  return {
    state,
    camera,
    frame,
    outlook: () => ({ camera: camera.get(), bounds: sigma.getCustomBBox() }),
    look: ({ camera: from, bounds }) => {
      sigma.setCustomBBox(bounds)
      sigma.refresh()
      camera.set(from)
    },
    refresh: () => void sigma.refresh(),
    place: (id) => nodeOnScreen(sigma, id),
    isCameraMoving: () => {
      const { isMoving, draggedEvents, currentWheelDirection } = sigma.getMouseCaptor()
      return isMoving || draggedEvents > 0 || currentWheelDirection !== 0 || sigma.getCamera().isAnimated()
    },
    size: () => sigma.getDimensions(),
    isCalm,
    unit: () => 1 / Math.max(Number.MIN_VALUE, sigma.getGraphToViewportRatio()),
    replace: (change) => {
      sigma.setGraph(createSomaGraph())
      change()
      sigma.setGraph(graph)
      sigma.setSettings({
        hideEdgesOnMove: graph.size > LINKS_WHILE_MOVING,
        enableEdgeEvents: graph.size <= FELT_LINKS,
        minEdgeThickness: thinnest(graph.size),
        zIndex: graph.order <= LAYERED,
        ...labelling(graph.order),
      })
      if (sigma.getCustomBBox() === null && graph.order > 0) frame()
    },
    toPng: () => writePng(sigma, palette.ground),
    toSvg: () => {
      const { paths, marks } = state.getState()
      return writeSvg(sceneOf(context, paths.length > 0 || marks !== null ? onTop : labels.placed()))
    },
    kill: () => {
      sizes.disconnect()
      // Sigma gives its memory back by losing it.
      container.removeEventListener('webglcontextlost', lost, true)
      container.removeEventListener('webglcontextrestored', isBack, true)
      for (const end of endings) end()
      sigma.kill()
    },
  }
}

const boundsOf = (graph: SomaGraph): { x: [number, number]; y: [number, number] } => {
  const points: Point[] = graph.mapNodes((_, { x, y }) => ({ x, y }))
  const spread = (of: (point: Point) => number): [number, number] => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const point of points) {
      least = Math.min(least, of(point))
      most = Math.max(most, of(point))
    }
    // A single node has no extent, and no scale without one.
    return most - least < 1 ? [least - 50, most + 50] : [least, most]
  }
  return { x: spread(({ x }) => x), y: spread(({ y }) => y) }
}
