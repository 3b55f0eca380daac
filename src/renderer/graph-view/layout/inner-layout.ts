import type { SomaGraph } from '../graph-model.ts'
import { linkMatrix, nodeMatrix } from './force-layout.ts'
import { DEFAULT_FORCE, type LayoutReply, type LayoutRequest } from './layout-kinds.ts'

/** Milliseconds for the inside of one community. */
const BUDGET = 2500

/**
 * Lays out the memories of a community among themselves, in a thread of its own, and gives their places once.
 * @returns what gives it up
 */
export const layOutInside = (
  graph: SomaGraph,
  ids: readonly string[],
  onPlaces: (places: Float32Array) => void,
): (() => void) => {
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<LayoutReply>): void => {
    if (!data.isSettled) return
    worker.terminate()
    onPlaces(data.places)
  }
  worker.onerror = () => worker.terminate()
  const [nodes, links] = [nodeMatrix(graph, ids), linkMatrix(graph, ids)]
  const message: LayoutRequest = { kind: 'start', nodes, links, settings: DEFAULT_FORCE, budget: BUDGET }
  worker.postMessage(message, [nodes.buffer, links.buffer])
  return () => worker.terminate()
}
