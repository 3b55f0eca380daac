import type { SomaSigma } from './view-context.ts'

/** From behind to the front, as sigma stacks them; the pointer's own layers are left out. */
const LAYERS = ['ground', 'edges', 'edgeLabels', 'nodes', 'labels', 'overlay']

/** The drawing as it stands, in the pixels of the screen. What WebGL drew is there until the frame ends, not longer. */
export const writePng = (sigma: SomaSigma, ground: string): Promise<Blob> =>
  new Promise((resolve, reject) => {
    const paint = (): void => {
      sigma.removeListener('afterRender', paint)
      const canvases = sigma.getCanvases()
      const first = canvases.nodes
      const sheet = document.createElement('canvas')
      sheet.width = first?.width ?? 0
      sheet.height = first?.height ?? 0
      const context = sheet.getContext('2d')
      if (!context) {
        reject(new Error('There is no canvas to draw on.'))
        return
      }
      context.fillStyle = ground
      context.fillRect(0, 0, sheet.width, sheet.height)
      for (const layer of LAYERS) {
        const canvas = canvases[layer]
        if (canvas) context.drawImage(canvas, 0, 0)
      }
      sheet.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))),
        'image/png',
      )
    }
    // Added last, so the overlay has drawn already.
    sigma.on('afterRender', paint)
    sigma.scheduleRender()
  })
