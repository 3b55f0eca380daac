import type { SomaGraph } from '../graph-model.ts'
import { bodiesOf, placesOfAll } from './bodies.ts'
import { takeLayout } from './fixed-layouts.ts'
import { type ForceSettings, type LayoutReply, type LayoutRequest, NODE } from './layout-kinds.ts'

export interface ForceLayout {
  /** Goes on from where nodes stand now. What is held stays. */
  start(settings: ForceSettings): void
  /** Nodes stay where they are. */
  pause(): void
  end(): void
}

export interface ForceEvents {
  readonly onState: (state: 'running' | 'resting') => void
  /** A hand moves the camera: new places wait until it rests, since drawing them takes longer than a frame. */
  readonly isCameraMoving: () => boolean
  /** Motion is to be reduced: nodes go to where they come to rest, and are not seen on their way. */
  readonly isCalm: () => boolean
  /** Radius of open communities, by bubble. */
  readonly discs: ReadonlyMap<string, number>
}

/** Pause between two drawings of places, as a multiple of what one takes, the frame that shows it included. */
const SHARE = 3
const FRAME = 16
/** Milliseconds until a moving camera is looked at again. */
const MOVING = 100

/** Seconds, by size: larger graphs need more rounds, and each takes longer. */
const budgetOf = (nodes: number): number => Math.min(60_000, 4000 + nodes * 4)

export const nodeMatrix = (graph: SomaGraph, ids: readonly string[]): Float32Array => {
  const matrix = new Float32Array(ids.length * NODE.width)
  ids.forEach((id, i) => {
    const { x, y, size, held } = graph.getNodeAttributes(id)
    const at = i * NODE.width
    matrix[at + NODE.x] = x
    matrix[at + NODE.y] = y
    matrix[at + NODE.mass] = 1 + graph.degree(id)
    matrix[at + NODE.convergence] = 1
    matrix[at + NODE.size] = size
    matrix[at + NODE.fixed] = held ? 1 : 0
  })
  return matrix
}

/** @param owners bubbles by the memories of open communities: links of a memory pull at its bubble */
export const linkMatrix = (
  graph: SomaGraph,
  ids: readonly string[],
  owners: ReadonlyMap<string, string> = NOBODY,
): Float32Array => {
  const places = new Map(ids.map((id, i) => [id, i]))
  const placeOf = (id: string): number | undefined => places.get(owners.get(id) ?? id)
  const rows: number[] = []
  graph.forEachEdge((_key, { hidden, facts }, from, to) => {
    const [a, b] = [placeOf(from), placeOf(to)]
    if (hidden || a === undefined || b === undefined || a === b) return
    rows.push(
      a * NODE.width,
      b * NODE.width,
      facts.kind === 'bundle' ? Math.log1p(facts.weight) : facts.weight,
    )
  })
  return Float32Array.from(rows)
}

const NOBODY: ReadonlyMap<string, string> = new Map()

/** ForceAtlas2 in a thread of its own. Places come as fast as they can be drawn, and not faster. */
export const createForceLayout = (
  graph: SomaGraph,
  { onState, isCameraMoving, isCalm, discs }: ForceEvents,
): ForceLayout => {
  let worker: Worker | null = null
  let timer = 0
  /** Where nodes would be now, had they been seen to move. */
  let unseen: (() => void) | null = null

  const pause = (): void => {
    clearTimeout(timer)
    if (worker === null) return
    worker.terminate()
    worker = null
    unseen?.()
    unseen = null
    onState('resting')
  }
  const start = (settings: ForceSettings): void => {
    clearTimeout(timer)
    worker?.terminate()
    unseen = null
    const bodies = bodiesOf(graph)
    const { ids } = bodies
    if (ids.length < 2) return
    const mine = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
    worker = mine
    const take = ({ places, isSettled }: LayoutReply): void => {
      if (worker !== mine) return
      if (isCameraMoving()) {
        timer = window.setTimeout(() => take({ places, isSettled }), MOVING)
        return
      }
      const began = performance.now()
      const show = (): void => takeLayout(graph, placesOfAll(graph, bodies, { places, discs }))
      unseen = isCalm() && !isSettled ? show : null
      if (unseen === null) show()
      if (isSettled) {
        pause()
        return
      }
      const goOn = (): void => {
        const rest = Math.max(FRAME, (performance.now() - began) * SHARE)
        timer = window.setTimeout(() => mine.postMessage({ kind: 'taken' } satisfies LayoutRequest), rest)
      }
      // What was written is drawn in the next frame; a task after it knows what both took.
      requestAnimationFrame(() => {
        timer = window.setTimeout(goOn)
      })
    }
    mine.onmessage = ({ data }: MessageEvent<LayoutReply>): void => take(data)
    mine.onerror = pause
    const [nodes, links] = [nodeMatrix(graph, ids), linkMatrix(graph, ids, bodies.owners)]
    const message: LayoutRequest = { kind: 'start', nodes, links, settings, budget: budgetOf(ids.length) }
    mine.postMessage(message, [nodes.buffer, links.buffer])
    onState('running')
  }
  return { start, pause, end: pause }
}
