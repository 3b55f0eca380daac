import type { MouseCoords, SigmaNodeEventPayload } from 'sigma/types'
import type { Point } from '../placement.ts'
import type { Controller } from '../view-context.ts'

/** Pixels within which a press is a click. */
const TOLERANCE = 4

interface Drag {
  readonly ids: readonly string[]
  readonly start: Point
  last: Point
  moved: boolean
}

/** Nodes move with the pointer, chosen ones together, and are held where they were put. */
export const dragNodeController: Controller = ({ sigma, graph, state, events }) => {
  const captor = sigma.getMouseCaptor()
  let drag: Drag | null = null

  const down = ({ node, event }: SigmaNodeEventPayload): void => {
    const { tool, selection, draft } = state.getState()
    const { altKey, button } = event.original as MouseEvent
    if (tool !== 'move' || draft !== null || altKey || button > 0) return
    const ids = selection.has(node) ? [...selection].filter((id) => graph.hasNode(id)) : [node]
    const start = { x: event.x, y: event.y }
    drag = { ids, start, last: start, moved: false }
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
  }
  const up = (): void => {
    if (drag?.moved) events.onHeld(drag.ids)
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
