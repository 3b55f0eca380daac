import { afterEach, expect, it, vi } from 'vitest'
import { drawnData, drawnGraph } from '../../../../test/graph/drawn-graph.ts'
import { createForceLayout } from './force-layout.ts'
import { DEFAULT_FORCE, type LayoutReply } from './layout-kinds.ts'

afterEach(() => vi.unstubAllGlobals())

/** Two nodes, and a worker whose answers are given by hand. */
const begin = (isCalm: boolean) => {
  let reply: (places: readonly number[], isSettled: boolean) => void = () => {}
  class Stub {
    onmessage: ((event: { readonly data: LayoutReply }) => void) | null = null
    constructor() {
      reply = (places, isSettled) =>
        this.onmessage?.({ data: { places: Float32Array.from(places), isSettled } })
    }
    postMessage(): void {}
    terminate(): void {}
  }
  vi.stubGlobal('Worker', Stub)
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('requestAnimationFrame', () => 0)
  const graph = drawnGraph(drawnData(['a', 'b'], [['a', 'b']]))
  const layout = createForceLayout(graph, {
    onState: () => {},
    isCameraMoving: () => false,
    isCalm: () => isCalm,
    discs: new Map(),
  })
  layout.start(DEFAULT_FORCE)
  const x = (): number => graph.getNodeAttribute('b', 'x')
  return { layout, reply, x }
}

it('shows nodes on their way, and where they come to rest', () => {
  const { reply, x } = begin(false)
  reply([0, 0, 41, 0], false)
  expect(x()).toBe(41)
  reply([0, 0, 42, 0], true)
  expect(x()).toBe(42)
})

it('moves nothing on the way where motion is to be reduced, and loses nothing when it is paused', () => {
  const { layout, reply, x } = begin(true)
  const before = x()
  reply([0, 0, 41, 0], false)
  expect(x()).toBe(before)
  layout.pause()
  expect(x()).toBe(41)
})

it('goes to where nodes come to rest at once where motion is to be reduced', () => {
  const { reply, x } = begin(true)
  reply([0, 0, 41, 0], false)
  reply([0, 0, 42, 0], true)
  expect(x()).toBe(42)
})
