import { drawDiscs } from '../draw-discs.ts'
import type { Controller } from '../view-context.ts'

/** The grounds of open communities, behind links and memories. */
export const discsController: Controller = (context) => {
  const { sigma, state } = context
  // Its place among the layers is handed on, though not in its types.
  const layer = { beforeLayer: 'edges', style: { pointerEvents: 'none' } }
  sigma.createCanvasContext('discs', layer)
  const canvas = sigma.getCanvases().discs?.getContext('2d') ?? null
  const draw = (): void => {
    if (canvas) drawDiscs(canvas, context)
  }
  sigma.on('afterRender', draw)
  const forget = state.subscribe((now, before) => {
    if (now.discs !== before.discs) draw()
  })
  return () => {
    sigma.removeListener('afterRender', draw)
    forget()
  }
}
