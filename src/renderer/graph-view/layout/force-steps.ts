import iterate from 'graphology-layout-forceatlas2/iterate.js'
import { type ForceSettings, NODE } from './layout-kinds.ts'

/** From here on forces of far nodes are summed up (Barnes and Hut, 1986). */
const SUM_FROM = 800

export interface ForceRun {
  /** One round over all nodes; how far a node moved at the mean, as a share of the extent. */
  step(): number
}

/** ForceAtlas2 over its own matrices (Jacomy et al., 2014). Fixed nodes stay. */
export const createForceRun = (
  nodes: Float32Array,
  links: Float32Array,
  { spread, gravity, weighted, clusters }: ForceSettings,
): ForceRun => {
  const count = nodes.length / NODE.width
  const settings = {
    linLogMode: clusters,
    outboundAttractionDistribution: false,
    adjustSizes: false,
    edgeWeightInfluence: weighted ? 1 : 0,
    scalingRatio: (clusters ? 1 : 8) * spread,
    strongGravityMode: true,
    // Few nodes, mostly in parts that nothing joins, would drift far apart.
    gravity: (count < 500 ? 0.2 : 0.04) * gravity,
    slowDown: 1 + Math.log(Math.max(1, count)),
    barnesHutOptimize: count > SUM_FROM,
    barnesHutTheta: 0.6,
  }
  const before = new Float32Array(count * 2)
  return {
    step: () => {
      remember(nodes, before)
      iterate(settings, nodes, links)
      return meanMove(nodes, before)
    },
  }
}

const remember = (nodes: Float32Array, places: Float32Array): void => {
  for (let i = 0, j = 0; i < nodes.length; i += NODE.width, j += 2) {
    places[j] = nodes[i + NODE.x] as number
    places[j + 1] = nodes[i + NODE.y] as number
  }
}

const meanMove = (nodes: Float32Array, before: Float32Array): number => {
  let moved = 0
  let reach = 1
  for (let i = 0, j = 0; i < nodes.length; i += NODE.width, j += 2) {
    const [x, y] = [nodes[i + NODE.x] as number, nodes[i + NODE.y] as number]
    moved += Math.hypot(x - (before[j] as number), y - (before[j + 1] as number))
    reach = Math.max(reach, Math.abs(x), Math.abs(y))
  }
  return before.length === 0 ? 0 : moved / (before.length / 2) / reach
}

export const placesOf = (nodes: Float32Array): Float32Array => {
  const places = new Float32Array((nodes.length / NODE.width) * 2)
  remember(nodes, places)
  return places
}
