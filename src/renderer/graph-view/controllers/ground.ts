import { drawDiscs } from '../draw-discs.ts'
import { drawLoops } from '../draw-loops.ts'
import { drawNear } from '../draw-near.ts'
import { selfLoopsOf } from '../self-loops.ts'
import type { Controller } from '../view-context.ts'

/** What lies behind links and memories: grounds of open communities, lines of likeness, loops. */
export const groundController: Controller = (context) => {
  const { sigma, graph, state } = context
  // Its place among the layers is handed on, though not in its types.
  const layer = { beforeLayer: 'edges', style: { pointerEvents: 'none' } }
  sigma.createCanvasContext('ground', layer)
  const canvas = sigma.getCanvases().ground?.getContext('2d') ?? null
  let loops = selfLoopsOf(graph)
  const draw = (): void => {
    if (!canvas) return
    drawDiscs(canvas, context)
    drawNear(canvas, context)
    drawLoops(canvas, context, loops)
  }
  let isOld = false
  const forgetLoops = (): void => {
    isOld = true
  }
  const drawAnew = (): void => {
    if (isOld) loops = selfLoopsOf(graph)
    isOld = false
    draw()
  }
  const changes = ['edgeAdded', 'edgeDropped', 'cleared'] as const
  for (const change of changes) graph.on(change, forgetLoops)
  sigma.on('afterRender', drawAnew)
  const forget = state.subscribe((now, before) => {
    if (now.discs !== before.discs || now.near !== before.near) draw()
  })
  return () => {
    for (const change of changes) graph.removeListener(change, forgetLoops)
    sigma.removeListener('afterRender', drawAnew)
    forget()
  }
}
