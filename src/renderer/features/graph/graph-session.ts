import { createStore, type StoreApi } from 'zustand/vanilla'
import type { GraphView, Outlook } from '../../graph-view/create-graph-view.ts'
import {
  applyFilter,
  type GraphFilter,
  NO_FILTER,
  NOTHING_SHOWN,
  type Shown,
} from '../../graph-view/filters.ts'
import { createSomaGraph, type GraphData, type SomaGraph } from '../../graph-view/graph-model.ts'
import { circleLayout, takeLayout, treeLayout } from '../../graph-view/layout/fixed-layouts.ts'
import { createForceLayout } from '../../graph-view/layout/force-layout.ts'
import { DEFAULT_FORCE, type ForceSettings, type LayoutKind } from '../../graph-view/layout/layout-kinds.ts'
import { applyLook, DEFAULT_LOOK, type LegendData, type Look } from '../../graph-view/look.ts'
import { mergeGraph } from '../../graph-view/merge-graph.ts'
import { mostLinked } from '../../graph-view/neighbour-towards.ts'
import { createInPlace } from '../../graph-view/open-in-place.ts'
import type { GraphPalette } from '../../graph-view/palette.ts'
import { loadPlaces, noPlaces, notePlaces, savePlaces } from '../../graph-view/place-store.ts'
import type { Point } from '../../graph-view/placement.ts'
import { createViewState, type ViewStore } from '../../graph-view/view-state.ts'

/** What components follow of a graph. */
export interface SessionState {
  readonly legend: LegendData | null
  readonly shown: Shown
  readonly layout: 'running' | 'resting'
  /** Raised when the graph holds other nodes or links. */
  readonly revision: number
}

/** A graph and what is done to it, while the window is open: it outlives the screen that shows it. */
export interface GraphSession {
  readonly graph: SomaGraph
  readonly state: StoreApi<SessionState>
  readonly view: ViewStore
  /** Reads kept places; resolves at once the second time. */
  ready(): Promise<void>
  attach(view: GraphView, palette: GraphPalette): () => void
  drawing(): GraphView | null
  /** @param isNew another start: laid out anew and looked at as a whole */
  show(data: GraphData, options: { readonly isNew: boolean; readonly near?: Point }): void
  /** Which start it shows; null before the first. */
  family: number | null
  setLook(look: Look): void
  setFilter(filter: GraphFilter, chosen: readonly string[]): void
  lay(kind: LayoutKind, force: ForceSettings, root?: string): void
  pause(): void
  hold(ids: readonly string[], held: boolean): void
}

/** Milliseconds after the last move of a node until its place is kept, and where a hand has put it. */
const KEEP_AFTER = 1500
const KEEP_HELD_AFTER = 250
/** A drawing that is not there yet. */
const UNSEEN = { width: 800, height: 600 }
/** Nodes of a start that stood somewhere before: from this share on it is not laid out anew. */
const KNOWN_SHARE = 0.8

const createGraphSession = (namespace: string): GraphSession => {
  const graph = createSomaGraph()
  const state = createStore<SessionState>(() => ({
    legend: null,
    shown: NOTHING_SHOWN,
    layout: 'resting',
    revision: 0,
  }))
  const view = createViewState()
  let drawing: GraphView | null = null
  let palette: GraphPalette | null = null
  let [look, filter, chosen] = [DEFAULT_LOOK, NO_FILTER, [] as readonly string[]]
  let force = DEFAULT_FORCE
  let saved = noPlaces()
  let loading: Promise<void> | null = null
  let keepTimer = 0
  /** The camera follows a layout until somebody moves it. */
  let follows = false
  /** Of the drawing before: another theme, a list in its place or another screen do not move the camera. */
  let outlook: Outlook | null = null

  const keep = (): void => {
    clearTimeout(keepTimer)
    keepTimer = 0
    void savePlaces(namespace, graph, saved)
  }
  const keepSoon = (after = KEEP_AFTER): void => {
    clearTimeout(keepTimer)
    keepTimer = window.setTimeout(keep, after)
  }
  /** The window may be closed before the time is over. */
  const keepNow = (): void => {
    if (keepTimer !== 0) keep()
  }
  const inPlace = createInPlace({
    graph,
    room: () => {
      const { width, height } = drawing?.size() ?? UNSEEN
      return { half: Math.min(width, height) / 2, unit: drawing?.unit() ?? 1 }
    },
    isCalm: () => drawing?.isCalm() ?? true,
    onDiscs: (discs) => view.setState({ discs }),
    onRest: () => keepSoon(),
  })
  const layout = createForceLayout(graph, {
    discs: inPlace.discs,
    isCameraMoving: () => drawing?.isCameraMoving() ?? false,
    isCalm: () => drawing?.isCalm() ?? false,
    onState: (next) => {
      state.setState({ layout: next })
      if (next === 'running') return
      keepSoon()
      if (follows) settleCamera()
    },
  })
  const settleCamera = (): void => {
    follows = false
    drawing?.frame()
    drawing?.camera.fit(undefined, { atOnce: true })
  }
  const follow = (): void => {
    if (follows && state.getState().layout === 'running') drawing?.camera.fit(undefined, { atOnce: true })
  }
  graph.on('eachNodeAttributesUpdated', ({ hints }) => {
    if (hints?.attributes?.includes('x')) requestAnimationFrame(follow)
  })
  const paint = (): void => {
    if (palette) state.setState({ legend: applyLook(graph, look, palette) })
    state.setState({ shown: applyFilter(graph, filter, chosen) })
  }
  const replace = (change: () => void): void => (drawing ? drawing.replace(change) : change())
  const lay: GraphSession['lay'] = (kind, settings, root) => {
    force = settings
    if (kind === 'force') return layout.start(settings)
    layout.pause()
    const top = root ?? mostLinked(graph)
    if (top === null) return
    takeLayout(graph, kind === 'circle' ? circleLayout(graph) : treeLayout(graph, top))
    settleCamera()
    keepSoon()
  }

  return {
    graph,
    state,
    view,
    family: null,
    ready: () => {
      loading ??= loadPlaces(namespace).then((places) => {
        saved = places
      })
      return loading
    },
    drawing: () => drawing,
    attach: (next, colors) => {
      drawing = next
      palette = colors
      if (graph.order > 0) {
        paint()
        if (outlook) next.look(outlook)
        else next.camera.fit(undefined, { atOnce: true })
      }
      const stop = (): void => {
        follows = false
      }
      window.addEventListener('wheel', stop, { passive: true })
      window.addEventListener('pagehide', keepNow)
      return () => {
        window.removeEventListener('wheel', stop)
        window.removeEventListener('pagehide', keepNow)
        keepNow()
        layout.pause()
        if (graph.order > 0) outlook = next.outlook()
        if (drawing === next) drawing = null
      }
    },
    show: (data, { isNew, near }) => {
      const known = data.nodes.filter(({ id }) => graph.hasNode(id) || saved.places.has(id)).length
      const before = graph.order
      const isKnown = data.nodes.length > 0 && known / data.nodes.length >= KNOWN_SHARE
      let move = (): void => {}
      layout.pause()
      notePlaces(graph, saved)
      replace(() => {
        if (isNew) graph.clear()
        mergeGraph(graph, data, { saved: saved.places, held: saved.held, ...(near && { near }) })
        move = inPlace.take({ isNew, stands: isKnown })
        paint()
      })
      move()
      dropGone(view, graph)
      state.setState({ revision: state.getState().revision + 1 })
      if (isNew) {
        follows = true
        settleCamera()
        follows = !isKnown
        if (!isKnown) layout.start(force)
      } else if (graph.order > before) keepSoon()
    },
    setLook: (next) => {
      look = next
      paint()
    },
    setFilter: (next, ids) => {
      filter = next
      chosen = ids
      state.setState({ shown: applyFilter(graph, filter, chosen) })
    },
    lay,
    pause: () => layout.pause(),
    hold: (ids, held) => {
      for (const id of ids) if (graph.hasNode(id)) graph.setNodeAttribute(id, 'held', held)
      keepSoon(KEEP_HELD_AFTER)
    },
  }
}

/** What is no longer there is not chosen either. */
const dropGone = (view: ViewStore, graph: SomaGraph): void => {
  const { selection, cursor, hovered } = view.getState()
  const kept = [...selection].filter((id) => graph.hasNode(id))
  view.setState({
    selection: kept.length === selection.size ? selection : new Set(kept),
    cursor: cursor !== null && graph.hasNode(cursor) ? cursor : null,
    hovered: hovered !== null && graph.hasNode(hovered) ? hovered : null,
    hoveredLink: null,
  })
}

/** The graph of the namespace that was shown last, and one before it: they are large. */
const sessions = new Map<string, GraphSession>()
const KEPT = 2

export const graphSession = (namespace: string): GraphSession => {
  const session = sessions.get(namespace) ?? createGraphSession(namespace)
  sessions.delete(namespace)
  sessions.set(namespace, session)
  for (const old of [...sessions.keys()].slice(0, -KEPT)) sessions.delete(old)
  return session
}
