import { drawOverlay } from '../draw-overlay.ts'
import type { PlacedLabel } from '../place-labels.ts'
import type { Controller } from '../view-context.ts'

/**
 * Draws what stands out after each frame of sigma's, and alone where only that has changed.
 * @param onTexts told which texts stand beside paths
 */
export const overlayController =
  (onTexts: (texts: readonly PlacedLabel[]) => void): Controller =>
  (context) => {
    const { sigma, state } = context
    // Its place among the layers is handed on, though not in its types.
    const layer = { beforeLayer: 'hovers', style: { pointerEvents: 'none' } }
    sigma.createCanvasContext('overlay', layer)
    const canvas = sigma.getCanvases().overlay?.getContext('2d') ?? null
    // Sigma gives a new layer its size with the next resize only.
    sigma.resize(true)
    let frame = 0
    const draw = (): void => {
      cancelAnimationFrame(frame)
      frame = 0
      if (canvas) onTexts(drawOverlay(canvas, context))
    }
    const ask = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw)
    }
    sigma.on('afterRender', draw)
    const forget = state.subscribe(ask)
    return () => {
      cancelAnimationFrame(frame)
      sigma.removeListener('afterRender', draw)
      forget()
    }
  }
