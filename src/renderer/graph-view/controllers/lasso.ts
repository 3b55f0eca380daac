import type { MouseCoords } from 'sigma/types'
import { isInside } from '../link-geometry.ts'
import type { Point } from '../placement.ts'
import { type Controller, nodeOnScreen } from '../view-context.ts'

/** Pixels between two points of the line. */
const STEP = 4

/**
 * With the lasso tool a drag draws a line around what is to be chosen, in place of moving the camera. Escape lets it go.
 */
export const lassoController: Controller = ({ sigma, graph, state, events, container }) => {
  const captor = sigma.getMouseCaptor()
  let points: Point[] = []
  /** Also after Escape: the camera stays where it is until the pointer is let go. */
  let isDown = false

  const place = (event: PointerEvent): Point => {
    const { left, top } = container.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const down = (event: PointerEvent): void => {
    if (state.getState().tool !== 'lasso' || event.button !== 0) return
    isDown = true
    points = [place(event)]
    state.setState({ lasso: points })
  }
  const move = (event: PointerEvent): void => {
    if (state.getState().lasso === null) return
    const next = place(event)
    const last = points.at(-1) as Point
    if (Math.hypot(next.x - last.x, next.y - last.y) < STEP) return
    // A press that does not move stays a click on what it is on.
    if (points.length === 1) container.setPointerCapture(event.pointerId)
    points = [...points, next]
    state.setState({ lasso: points })
  }
  const up = (event: PointerEvent): void => {
    isDown = false
    if (state.getState().lasso === null) return
    const keys = { shift: event.shiftKey, mod: event.ctrlKey || event.metaKey, alt: event.altKey }
    state.setState({ lasso: null })
    if (points.length > 2) events.onLasso(caught(), keys)
  }
  const caught = (): readonly string[] =>
    graph.filterNodes((id) => {
      const at = nodeOnScreen(sigma, id)
      return at !== null && isInside(at, points)
    })
  // The camera itself stays free: a flight or the minimap may still move it.
  const keepStill = (event: MouseCoords): void => {
    if (isDown) event.preventSigmaDefault()
  }
  const cancel = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || state.getState().lasso === null) return
    event.preventDefault()
    event.stopPropagation()
    state.setState({ lasso: null })
  }
  const setTool = (): void => {
    container.toggleAttribute('data-lasso', state.getState().tool === 'lasso')
  }
  container.addEventListener('pointerdown', down)
  container.addEventListener('pointermove', move)
  container.addEventListener('pointerup', up)
  window.addEventListener('keydown', cancel, true)
  captor.on('mousemovebody', keepStill)
  const forget = state.subscribe(setTool)
  return () => {
    forget()
    container.removeEventListener('pointerdown', down)
    container.removeEventListener('pointermove', move)
    container.removeEventListener('pointerup', up)
    window.removeEventListener('keydown', cancel, true)
    captor.removeListener('mousemovebody', keepStill)
  }
}
