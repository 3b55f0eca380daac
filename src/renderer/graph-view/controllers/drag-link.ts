import type { MouseCoords, SigmaNodeEventPayload } from 'sigma/types'
import { type Controller, nodeOnScreen } from '../view-context.ts'

const HANDLE = 18

/**
 * A link is drawn from node to node: with Alt held, or from the handle that stands beside the node under the pointer.
 * What it says is asked where it ends. Escape lets it go.
 */
export const dragLinkController =
  (handle: HTMLElement, canLink: () => boolean): Controller =>
  ({ sigma, graph, state, events, container }) => {
    const captor = sigma.getMouseCaptor()
    const isMemory = (id: string): boolean =>
      graph.hasNode(id) && graph.getNodeAttribute(id, 'facts').kind !== 'community'
    let resting: string | null = null
    /** Also after Escape: the camera stays where it is until the pointer is let go. */
    let isDown = false

    const begin = (from: string): void => {
      const at = nodeOnScreen(sigma, from)
      if (!at || !canLink() || !isMemory(from)) return
      isDown = true
      state.setState({ draft: { from, to: at, over: null } })
      handle.style.display = 'none'
    }
    const down = ({ node, event, preventSigmaDefault }: SigmaNodeEventPayload): void => {
      if (!(event.original as MouseEvent).altKey) return
      preventSigmaDefault()
      begin(node)
    }
    const keepStill = (event: MouseCoords): void => {
      if (isDown) event.preventSigmaDefault()
    }
    // The pointer is followed by the page: it may be let go outside of the drawing.
    const move = (event: PointerEvent): void => {
      const { draft } = state.getState()
      if (draft === null) return
      const { left, top } = container.getBoundingClientRect()
      state.setState({ draft: { ...draft, to: { x: event.clientX - left, y: event.clientY - top } } })
    }
    // Sigma tells what is under the pointer after the pointer has moved.
    const aim = (): void => {
      const { draft, hovered } = state.getState()
      if (draft === null) return
      const over = hovered !== null && hovered !== draft.from && isMemory(hovered) ? hovered : null
      if (over !== draft.over) state.setState({ draft: { ...draft, over } })
    }
    const up = (): void => {
      isDown = false
      const { draft } = state.getState()
      if (draft === null) return
      state.setState({ draft: null })
      if (draft.over !== null) events.onLinkDrawn({ from: draft.from, to: draft.over, at: draft.to })
    }
    const cancel = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || state.getState().draft === null) return
      event.preventDefault()
      event.stopPropagation()
      state.setState({ draft: null })
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
      // On the rim, and never on the middle of a small node, where clicks are meant for the node.
      const [right, above] = [Math.max(1, aside - HANDLE / 3), Math.max(HANDLE + 2, aside + HANDLE * 0.7)]
      handle.style.display = ''
      handle.style.transform = `translate(${place.x + right}px, ${place.y - above}px)`
    }
    // The pointer's own event stays as it is: without it there are no moves of the mouse, by which sigma finds what is under it.
    const press = (event: PointerEvent): void => {
      event.stopPropagation()
      if (event.button === 0 && resting !== null) begin(resting)
    }
    const keepFocus = (event: MouseEvent): void => event.preventDefault()
    sigma.on('downNode', down)
    sigma.on('afterRender', show)
    captor.on('mousemovebody', keepStill)
    handle.addEventListener('pointerdown', press)
    handle.addEventListener('mousedown', keepFocus)
    handle.addEventListener('pointerleave', show)
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('keydown', cancel, true)
    const forget = [state.subscribe(aim), state.subscribe(show)]
    return () => {
      for (const end of forget) end()
      captor.removeListener('mousemovebody', keepStill)
      handle.removeEventListener('pointerdown', press)
      handle.removeEventListener('mousedown', keepFocus)
      handle.removeEventListener('pointerleave', show)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('keydown', cancel, true)
    }
  }
