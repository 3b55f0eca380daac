import { hierarchy, tree } from 'd3-hierarchy'
import type { SomaGraph } from '../graph-model.ts'
import type { Places, Point } from '../placement.ts'

/** Between two nodes on the circle, and between two rows and two levels of a tree. */
const ARC = 14
const ROW = 22
const LEVEL = 190

const shownNodes = (graph: SomaGraph): readonly string[] => graph.filterNodes((_, { hidden }) => !hidden)

/** All on one circle, communities together, the best linked of each first. */
export const circleLayout = (graph: SomaGraph): Places => {
  const order = [...shownNodes(graph)].sort((a, b) => {
    const [x, y] = [graph.getNodeAttribute(a, 'facts'), graph.getNodeAttribute(b, 'facts')]
    return (
      (x.community ?? 1e9) - (y.community ?? 1e9) || graph.degree(b) - graph.degree(a) || (a < b ? -1 : 1)
    )
  })
  const radius = Math.max(60, (order.length * ARC) / (2 * Math.PI))
  return new Map(
    order.map((id, i) => {
      const angle = (2 * Math.PI * i) / order.length
      return [id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) }]
    }),
  )
}

interface Branch {
  readonly id: string
  readonly children: Branch[]
}

/** Each node under the one that is nearest to the root, found first. Links are walked both ways. */
const branchesFrom = (graph: SomaGraph, root: string, taken: Set<string>): Branch => {
  const top: Branch = { id: root, children: [] }
  taken.add(root)
  let front = [top]
  while (front.length > 0) {
    const next: Branch[] = []
    for (const branch of front) {
      graph.forEachEdge(branch.id, (_key, { hidden }, from, to) => {
        const other = from === branch.id ? to : from
        if (hidden || taken.has(other) || graph.getNodeAttribute(other, 'hidden')) return
        taken.add(other)
        const child: Branch = { id: other, children: [] }
        branch.children.push(child)
        next.push(child)
      })
    }
    front = next
  }
  return top
}

/** Memories without a link, in columns of so many. */
const LONELY_ROWS = 40

/**
 * A tidy tree from the root to the right (Reingold and Tilford, 1981, in d3's form). What no way joins to the root
 * stands under it, each part from its best linked memory.
 */
export const treeLayout = (graph: SomaGraph, root: string): Places => {
  const taken = new Set<string>()
  const others = [...shownNodes(graph)].sort((a, b) => graph.degree(b) - graph.degree(a) || (a < b ? -1 : 1))
  const places = new Map<string, Point>()
  const lonely: string[] = []
  let top = 0
  for (const start of [root, ...others]) {
    if (taken.has(start) || !graph.hasNode(start)) continue
    const branch = branchesFrom(graph, start, taken)
    if (branch.children.length === 0 && start !== root) lonely.push(start)
    else top = placeTree(places, branch, top)
  }
  lonely.forEach((id, i) => {
    places.set(id, { x: Math.floor(i / LONELY_ROWS) * ROW, y: -(top + ROW * 2 + (i % LONELY_ROWS) * ROW) })
  })
  return places
}

/** @returns where the next tree begins. Graph y points up, rows count down. */
const placeTree = (places: Map<string, Point>, branch: Branch, top: number): number => {
  const laid = tree<Branch>().nodeSize([ROW, LEVEL])(hierarchy(branch))
  const rows = laid.descendants().map(({ x }) => x)
  const [least, most] = rows.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [0, 0])
  laid.each(({ x, y, data }) => {
    places.set(data.id, { x: y, y: -(top + x - least) })
  })
  return top + most - least + ROW * 3
}

/** Puts nodes where they belong; what is held stays. */
export const takeLayout = (graph: SomaGraph, places: Places): void => {
  graph.updateEachNodeAttributes(
    (id, node) => {
      const place = places.get(id)
      if (place === undefined || node.held) return node
      node.x = place.x
      node.y = place.y
      return node
    },
    { attributes: ['x', 'y'] },
  )
}
