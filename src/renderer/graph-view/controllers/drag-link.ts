import type { MouseCoords, SigmaNodeEventPayload } from 'sigma/types'
import { type Controller, nodeOnScreen } from '../view-context.ts'

const HANDLE = 18

/**
 * A link is drawn from node to node: with Alt held, or from the handle that stands beside the node under the pointer.
 * What it says is asked where it ends.
 */
export const dragLinkController =
  (handle: HTMLElement, canLink: () => boolean): Controller =>
  ({ sigma, graph, state, events, container }) => {
    const captor = sigma.getMouseCaptor()
    const isMemory = (id: string): boolean =>
      graph.hasNode(id) && graph.getNodeAttribute(id, 'facts').kind !== 'community'
    let resting: string | null = null

    const begin = (from: string): void => {
      const at = nodeOnScreen(sigma, from)
      if (!at || !canLink() || !isMemory(from)) return
      state.setState({ draft: { from, to: at, over: null } })
      handle.style.display = 'none'
    }
    const down = ({ node, event, preventSigmaDefault }: SigmaNodeEventPayload): void => {
      if (!(event.original as MouseEvent).altKey) return
      preventSigmaDefault()
      begin(node)
    }
    const move = (event: MouseCoords): void => {
      const { draft } = state.getState()
      if (draft === null) return
      event.preventSigmaDefault()
      state.setState({ draft: { ...draft, to: { x: event.x, y: event.y } } })
    }
    // The pointer is followed by the page: it may be let go outside of the drawing.
    const moveAnywhere = (event: PointerEvent): void => {
      const { draft, hovered } = state.getState()
      if (draft === null) return
      const { left, top } = container.getBoundingClientRect()
      const over = hovered !== null && hovered !== draft.from && isMemory(hovered) ? hovered : null
      state.setState({ draft: { ...draft, to: { x: event.clientX - left, y: event.clientY - top }, over } })
    }
    const up = (): void => {
      const { draft } = state.getState()
      if (draft === null) return
      state.setState({ draft: null })
      if (draft.over !== null) events.onLinkDrawn({ from: draft.from, to: draft.over, at: draft.to })
    }
    const show = (): void => {
      const { hovered, draft, tool, paths } = state.getState()
      if (draft !== null) return
      const wanted = hovered ?? (handle.matches(':hover') ? resting : null)
      const place = wanted === null ? null : nodeOnScreen(sigma, wanted)
      const open = place !== null && tool === 'move' && paths.length === 0 && canLink()
      if (!open || wanted === null || !isMemory(wanted)) {
        if (!handle.matches(':hover')) handle.style.display = 'none'
        return
      }
      resting = wanted
      const aside = place.radius * 0.72
      handle.style.display = ''
      handle.style.transform = `translate(${place.x + aside - HANDLE / 3}px, ${place.y - aside - HANDLE * 0.7}px)`
    }
    const press = (event: PointerEvent): void => {
      event.preventDefault()
      event.stopPropagation()
      if (resting !== null) begin(resting)
    }
    sigma.on('downNode', down)
    sigma.on('afterRender', show)
    captor.on('mousemovebody', move)
    handle.addEventListener('pointerdown', press)
    handle.addEventListener('pointerleave', show)
    window.addEventListener('pointermove', moveAnywhere)
    window.addEventListener('pointerup', up)
    const forget = state.subscribe(show)
    return () => {
      forget()
      captor.removeListener('mousemovebody', move)
      handle.removeEventListener('pointerdown', press)
      handle.removeEventListener('pointerleave', show)
      window.removeEventListener('pointermove', moveAnywhere)
      window.removeEventListener('pointerup', up)
    }
  }
