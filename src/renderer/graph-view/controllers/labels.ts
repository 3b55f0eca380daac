import { discLabels } from '../draw-discs.ts'
import { drawLabels, type LabelData } from '../draw-label.ts'
import type { PlacedLabel } from '../place-labels.ts'
import type { Controller } from '../view-context.ts'

/** Texts that sigma would draw in this frame: they are drawn together at its end, so that none lies on another. */
export interface LabelSheet {
  readonly add: (label: LabelData) => void
  /** Of the frame that is on the screen. */
  readonly placed: () => readonly PlacedLabel[]
  readonly controller: Controller
}

export const createLabelSheet = (): LabelSheet => {
  let wished: LabelData[] = []
  let placed: readonly PlacedLabel[] = []
  return {
    add: (label) => void wished.push(label),
    placed: () => placed,
    controller: (context) => {
      const { sigma, palette } = context
      const begin = (): void => {
        wished = []
      }
      const draw = (): void => {
        const canvas = sigma.getCanvases().labels?.getContext('2d')
        if (!canvas) return
        const { width } = sigma.getDimensions()
        placed = drawLabels(canvas, [...discLabels(context), ...wished], { palette, width })
      }
      sigma.on('beforeRender', begin)
      sigma.on('afterRender', draw)
      return () => {
        sigma.removeListener('beforeRender', begin)
        sigma.removeListener('afterRender', draw)
      }
    },
  }
}
