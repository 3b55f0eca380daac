import type {
  MouseCoords,
  SigmaEdgeEventPayload,
  SigmaNodeEventPayload,
  SigmaStageEventPayload,
} from 'sigma/types'
import { nearLineAt } from '../near-lines.ts'
import type { Point } from '../placement.ts'
import { loopAt, selfLoopsOf } from '../self-loops.ts'
import { type ClickKeys, type Controller, nodeOnScreen, type ViewTarget } from '../view-context.ts'

const keysOf = ({ event }: SigmaStageEventPayload): ClickKeys => {
  const { shiftKey, ctrlKey, metaKey, altKey } = event.original
  return { shift: shiftKey, mod: ctrlKey || metaKey, alt: altKey }
}

/** Pixels within which a press is a click: after a longer way it was a drag, whoever took it. */
const TOLERANCE = 4

/** What the pointer is on, and what is clicked. */
export const pointerController: Controller = ({ sigma, graph, state, events, container }) => {
  const captor = sigma.getMouseCaptor()
  let pressed: Point | null = null
  let last: Point | null = null
  let isDrag = false
  const press = ({ x, y }: MouseCoords): void => {
    // Sigma takes any two quick clicks for a double one, wherever they are.
    if (isDrag || (last !== null && Math.hypot(x - last.x, y - last.y) > TOLERANCE)) captor.clicks = 0
    pressed = { x, y }
    last = pressed
    isDrag = false
  }
  const move = ({ x, y }: MouseCoords): void => {
    if (pressed !== null && Math.hypot(x - pressed.x, y - pressed.y) > TOLERANCE) isDrag = true
  }
  const release = (): void => {
    pressed = null
  }
  // Two quick drags are no double click, by which sigma would zoom.
  const zoom = (event: MouseCoords): void => {
    if (isDrag) event.preventSigmaDefault()
  }
  const enter = ({ node }: SigmaNodeEventPayload): void => {
    state.setState({ hovered: node })
    container.style.cursor = 'pointer'
  }
  const leave = (): void => {
    state.setState({ hovered: null })
    container.style.cursor = ''
  }
  const enterLink = ({ edge }: SigmaEdgeEventPayload): void => {
    state.setState({ hoveredLink: edge })
    container.style.cursor = 'pointer'
  }
  const leaveLink = (): void => {
    state.setState({ hoveredLink: null })
    container.style.cursor = ''
  }
  const click = (target: ViewTarget, payload: SigmaStageEventPayload): void => {
    if (!isDrag) events.onClick(target, keysOf(payload))
  }
  const clickNode = (payload: SigmaNodeEventPayload): void =>
    click({ kind: 'node', id: payload.node }, payload)
  const clickLink = (payload: SigmaEdgeEventPayload): void =>
    click({ kind: 'link', key: payload.edge }, payload)
  /** Lines of likeness and loops are on no layer of sigma's, which calls them the stage. */
  const onStage = ({ event: { x, y } }: SigmaStageEventPayload): ViewTarget => {
    const placeOf = (id: string) => nodeOnScreen(sigma, id)
    const loop = loopAt({ x, y }, selfLoopsOf(graph), placeOf)
    if (loop) return { kind: 'link', key: loop.key }
    const line = nearLineAt({ x, y }, state.getState().near, placeOf)
    return line ? { kind: 'near', a: line.a, b: line.b, at: { x, y } } : { kind: 'stage' }
  }
  const clickStage = (payload: SigmaStageEventPayload): void => click(onStage(payload), payload)
  const doubleClick = (payload: SigmaNodeEventPayload): void => {
    payload.preventSigmaDefault()
    if (!isDrag) events.onDoubleClick(payload.node)
  }
  const menuOfNode = ({ node }: SigmaNodeEventPayload): void => events.onMenu({ kind: 'node', id: node })
  const menuOfLink = ({ edge }: SigmaEdgeEventPayload): void => events.onMenu({ kind: 'link', key: edge })
  const menuOfStage = (payload: SigmaStageEventPayload): void => events.onMenu(onStage(payload))

  captor.on('mousedown', press)
  captor.on('mousemovebody', move)
  captor.on('mouseup', release)
  captor.on('doubleClick', zoom)
  sigma.on('enterNode', enter)
  sigma.on('leaveNode', leave)
  sigma.on('enterEdge', enterLink)
  sigma.on('leaveEdge', leaveLink)
  sigma.on('clickNode', clickNode)
  sigma.on('clickEdge', clickLink)
  sigma.on('clickStage', clickStage)
  sigma.on('doubleClickNode', doubleClick)
  sigma.on('rightClickNode', menuOfNode)
  sigma.on('rightClickEdge', menuOfLink)
  sigma.on('rightClickStage', menuOfStage)
  // Killing sigma drops its listeners, and those of its captors.
  return () => {
    container.style.cursor = ''
  }
}
