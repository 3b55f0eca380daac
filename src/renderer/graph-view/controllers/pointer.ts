import type { SigmaEdgeEventPayload, SigmaNodeEventPayload, SigmaStageEventPayload } from 'sigma/types'
import type { ClickKeys, Controller } from '../view-context.ts'

const keysOf = ({ event }: SigmaStageEventPayload): ClickKeys => {
  const { shiftKey, ctrlKey, metaKey, altKey } = event.original
  return { shift: shiftKey, mod: ctrlKey || metaKey, alt: altKey }
}

/** What the pointer is on, and what is clicked. */
export const pointerController: Controller = ({ sigma, state, events, container }) => {
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
  const clickNode = (payload: SigmaNodeEventPayload): void =>
    events.onClick({ kind: 'node', id: payload.node }, keysOf(payload))
  const clickLink = (payload: SigmaEdgeEventPayload): void =>
    events.onClick({ kind: 'link', key: payload.edge }, keysOf(payload))
  const clickStage = (payload: SigmaStageEventPayload): void =>
    events.onClick({ kind: 'stage' }, keysOf(payload))
  const doubleClick = (payload: SigmaNodeEventPayload): void => {
    payload.preventSigmaDefault()
    events.onDoubleClick(payload.node)
  }
  const menuOfNode = ({ node }: SigmaNodeEventPayload): void => events.onMenu({ kind: 'node', id: node })
  const menuOfLink = ({ edge }: SigmaEdgeEventPayload): void => events.onMenu({ kind: 'link', key: edge })
  const menuOfStage = (): void => events.onMenu({ kind: 'stage' })

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
  // Killing sigma drops its listeners.
  return () => {
    container.style.cursor = ''
  }
}
