import { discLabels } from '../draw-discs.ts'
import { drawLabels, type LabelData } from '../draw-label.ts'
import type { Disc, PlacedLabel } from '../place-labels.ts'
import { type Controller, nodeOnScreen, type ViewContext } from '../view-context.ts'

/** Among more than these no text finds a place without a node under it. */
const CROWD = 3000
/** Smaller ones are a grain under a text. */
const SEEN = 2

const seenNodes = ({ sigma, graph }: ViewContext): readonly Disc[] => {
  if (graph.order > CROWD) return []
  return graph.nodes().flatMap((id): Disc[] => {
    const at = nodeOnScreen(sigma, id)
    return at && at.radius >= SEEN ? [{ id, x: at.x, y: at.y, radius: at.radius }] : []
  })
}

/** What stands out has its text over the veil: under it the same text would shine through, a little beside. */
const namedAbove = ({ state }: ViewContext): ReadonlySet<string> => {
  const { paths, marks } = state.getState()
  return new Set(paths.length > 0 ? paths.flatMap(({ nodes }) => nodes) : marks?.nodes.keys())
}

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
        const { width, height } = sigma.getDimensions()
        canvas.clearRect(0, 0, width, height)
        const named = namedAbove(context)
        const labels = [...discLabels(context), ...wished].filter(({ key }) => !named.has(key))
        placed = drawLabels(canvas, labels, { palette, width, nodes: seenNodes(context) })
      }
      sigma.on('beforeRender', begin)
      sigma.on('afterRender', draw)
      const forget = context.state.subscribe(({ paths, marks }, before) => {
        if (paths !== before.paths || marks !== before.marks) draw()
      })
      return () => {
        forget()
        sigma.removeListener('beforeRender', begin)
        sigma.removeListener('afterRender', draw)
      }
    },
  }
}
