import type { MouseCoords, SigmaNodeEventPayload } from 'sigma/types'
import type { Point } from '../placement.ts'
import { type Controller, nodeOnScreen } from '../view-context.ts'

/** Pixels within which a press is a click. */
const TOLERANCE = 4

interface Drag {
  readonly ids: readonly string[]
  readonly start: Point
  /** Where each stood, for one that is dropped on another. */
  readonly places: ReadonlyMap<string, Point & { readonly held: boolean }>
  last: Point
  moved: boolean
}

/** Pixels beside a memory that still mean it. */
const REACH = 4

/**
 * Nodes move with the pointer, chosen ones together, and are held where they were put. With Shift held, what is dropped on
 * another memory is to be merged with it, and goes back to its place.
 */
export const dragNodeController =
  (canMerge: () => boolean): Controller =>
  ({ sigma, graph, state, events }) => {
    const captor = sigma.getMouseCaptor()
    let drag: Drag | null = null

    const down = ({ node, event }: SigmaNodeEventPayload): void => {
      const { tool, selection, draft } = state.getState()
      const { altKey, button } = event.original as MouseEvent
      if (tool !== 'move' || draft !== null || altKey || button > 0) return
      const ids = selection.has(node) ? [...selection].filter((id) => graph.hasNode(id)) : [node]
      const start = { x: event.x, y: event.y }
      const places = new Map(
        ids.map((id) => {
          const { x, y, held } = graph.getNodeAttributes(id)
          return [id, { x, y, held }] as const
        }),
      )
      drag = { ids, start, places, last: start, moved: false }
    }
    const move = (event: MouseCoords): void => {
      if (drag === null) return
      event.preventSigmaDefault()
      event.original.preventDefault()
      if (Math.hypot(event.x - drag.start.x, event.y - drag.start.y) > TOLERANCE) drag.moved = true
      if (!drag.moved) return
      const from = sigma.viewportToGraph(drag.last)
      const to = sigma.viewportToGraph(event)
      for (const id of drag.ids) {
        graph.updateNodeAttributes(id, (node) => ({
          ...node,
          x: node.x + to.x - from.x,
          y: node.y + to.y - from.y,
          held: true,
        }))
      }
      drag.last = { x: event.x, y: event.y }
      const { shiftKey } = event.original as MouseEvent
      const under = shiftKey && canMerge() && drag.ids.every(isMemory) ? memoryUnder(event, drag.ids) : null
      if (under !== state.getState().mergeWith) state.setState({ mergeWith: under })
    }
    const isMemory = (id: string): boolean =>
      graph.hasNode(id) && graph.getNodeAttribute(id, 'facts').kind !== 'community'
    const memoryUnder = ({ x, y }: Point, dragged: readonly string[]): string | null =>
      graph.findNode((id, { hidden }) => {
        if (hidden || dragged.includes(id) || !isMemory(id)) return false
        const place = nodeOnScreen(sigma, id)
        return place !== null && Math.hypot(place.x - x, place.y - y) <= place.radius + REACH
      }) ?? null
    const up = (): void => {
      const { mergeWith } = state.getState()
      if (drag?.moved && mergeWith !== null) {
        for (const [id, place] of drag.places) if (graph.hasNode(id)) graph.mergeNodeAttributes(id, place)
        state.setState({ mergeWith: null })
        events.onMerge([mergeWith, ...drag.ids])
      } else if (drag?.moved) events.onHeld(drag.ids)
      drag = null
    }
    sigma.on('downNode', down)
    captor.on('mousemovebody', move)
    captor.on('mouseup', up)
    return () => {
      captor.removeListener('mousemovebody', move)
      captor.removeListener('mouseup', up)
    }
  }
