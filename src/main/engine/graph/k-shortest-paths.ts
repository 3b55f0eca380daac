import type { GraphPath, PathSearch } from './shortest-path.ts'
import type { Way } from './way.ts'

/** A path, and the first place where it leaves the one that it was found from. */
interface Branch extends GraphPath {
  readonly leavesAt: number
}

/**
 * The k paths that cost least, none of which passes a memory twice (Yen, 1971, with Lawler's rule that a path branches
 * only behind the place where it branched off itself, so that none is found twice). Paths that pass the same memories
 * are one path: of several links between two memories the cheapest is walked.
 * @returns cheapest first; fewer than k where there are no more
 */
export const kShortestPaths = (
  search: PathSearch,
  way: Way,
  { from, to, k }: { readonly from: number; readonly to: number; readonly k: number },
): GraphPath[] => {
  const first = search.find(from, to)
  if (first === null) return []
  const found: Branch[] = [{ ...first, leavesAt: 0 }]
  const waiting: Branch[] = []
  while (found.length < k) {
    waiting.push(...branchesOf(search, way, found))
    const best = cheapest(waiting)
    if (best === -1) break
    found.push(...waiting.splice(best, 1))
  }
  return found.map(({ nodes, links, cost }) => ({ nodes, links, cost }))
}

/** The best paths that leave the one found last, one for each place where it can be left. */
const branchesOf = (search: PathSearch, way: Way, found: readonly Branch[]): Branch[] => {
  const path = found.at(-1) as Branch
  const branches: Branch[] = []
  const root = path.nodes.slice(0, path.leavesAt)
  const wasClosed = way.closed.slice()
  for (const node of root) way.closed[node] = 1
  for (let at = path.leavesAt; at < path.nodes.length - 1; at++) {
    const rest = search.find(path.nodes[at] as number, path.nodes.at(-1) as number, taken(found, path, at))
    if (rest !== null) branches.push(joined(search, path, at, rest))
    way.closed[path.nodes[at] as number] = 1
  }
  way.closed.set(wasClosed)
  return branches
}

/** Steps from a place that paths with the same beginning took already. */
const taken = (found: readonly Branch[], path: GraphPath, at: number) => {
  const isSame = ({ nodes }: GraphPath): boolean =>
    path.nodes.slice(0, at + 1).every((node, i) => nodes[i] === node)
  const next = new Set(found.filter(isSame).map(({ nodes }) => nodes[at + 1] as number))
  return { at: path.nodes[at] as number, next }
}

const joined = (search: PathSearch, path: GraphPath, at: number, rest: GraphPath): Branch => {
  const links = [...path.links.slice(0, at), ...rest.links]
  return {
    nodes: [...path.nodes.slice(0, at), ...rest.nodes],
    links,
    cost: search.costOf(links),
    leavesAt: at,
  }
}

/** Of what costs the same, the shorter, then the one found first. */
const cheapest = (paths: readonly GraphPath[]): number =>
  paths.reduce((best, path, i) => (best === -1 || isBefore(path, paths[best] as GraphPath) ? i : best), -1)

const isBefore = (a: GraphPath, b: GraphPath): boolean =>
  a.cost < b.cost || (a.cost === b.cost && a.links.length < b.links.length)
