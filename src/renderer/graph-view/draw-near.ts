import { mixHex } from './palette.ts'
import { nodeOnScreen, type ViewContext } from './view-context.ts'

const DASH = [3, 4]

/** Lines between memories that mean nearly the same: dashed and fainter than links, behind them. */
export const drawNear = (canvas: CanvasRenderingContext2D, { sigma, palette, state }: ViewContext): void => {
  const { near } = state.getState()
  if (near.length === 0) return
  canvas.beginPath()
  for (const { a, b } of near) {
    const [from, to] = [nodeOnScreen(sigma, a), nodeOnScreen(sigma, b)]
    if (!from || !to) continue
    canvas.moveTo(from.x, from.y)
    canvas.lineTo(to.x, to.y)
  }
  canvas.setLineDash(DASH)
  canvas.strokeStyle = mixHex(palette.ground, palette.accent, 0.55)
  canvas.lineWidth = 1
  canvas.stroke()
  canvas.setLineDash([])
}
