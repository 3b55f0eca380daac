import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createCamera } from './camera.ts'
import { createSomaGraph } from './graph-model.ts'
import type { ViewContext } from './view-context.ts'

beforeAll(() => {
  vi.useFakeTimers()
  // All that the drawing wants of a window here.
  vi.stubGlobal('WebGLRenderingContext', class {})
  vi.stubGlobal('WebGL2RenderingContext', class {})
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
})
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('stays where it is put at once, though a drag that was let go still glides', async () => {
  const { Camera } = await import('sigma')
  const camera = new Camera()
  const sigma = { getCamera: () => camera }
  const view = createCamera({
    sigma,
    graph: createSomaGraph(),
    covers: () => [],
    isCalm: () => true,
  } as unknown as ViewContext)
  const glide = (): void => void camera.animate({ x: 0.9, ratio: 1 }, { duration: 200 })
  glide()
  vi.advanceTimersByTime(50)
  view.set({ x: 0.5, y: 0.5, ratio: 1, angle: 0 })
  expect(camera.getState().x).toBe(0.5)
  vi.advanceTimersByTime(500)
  expect(camera.getState().x).toBe(0.5)
  glide()
  vi.advanceTimersByTime(50)
  view.zoom('in')
  vi.advanceTimersByTime(500)
  expect(camera.getState().ratio).toBeCloseTo(1 / 1.5)
})
