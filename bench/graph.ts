import { parseArgs } from 'node:util'
import { MultiDirectedGraph } from 'graphology'
import { betweenness } from '#engine/graph/analysis/betweenness'
import { communities } from '#engine/graph/analysis/communities'
import { components } from '#engine/graph/analysis/components'
import { cores } from '#engine/graph/analysis/cores'
import { neighbourLists } from '#engine/graph/analysis/neighbour-lists'
import { pageRank } from '#engine/graph/analysis/page-rank'
import { graphColumns } from '#engine/graph/graph-columns'
import { kHop } from '#engine/graph/k-hop'
import { kShortestPaths } from '#engine/graph/k-shortest-paths'
import type { LinkRow } from '#engine/graph/link-table'
import { LiveGraph } from '#engine/graph/live-graph'
import { PathScratch, PathSearch } from '#engine/graph/shortest-path'
import { wayThrough } from '#engine/graph/way'
import { seededRandom } from './seeded-random.ts'
import { wordnetMemories } from './wordnet.ts'

/**
 * Walks along links of a random graph whose degrees follow a power law: `node bench/graph.ts [--nodes 118000]
 * [--links 178000] [--seed 1] [--queries 500]`. Graphology holds the same graph beside, walked by the same breadth-first
 * search through its own interface. `--wordnet` walks the real links of WordNet's 117,791 synsets instead, all of weight 1;
 * it needs the packages of the embedder's trainer.
 */
const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '118000' },
    links: { type: 'string', default: '178000' },
    seed: { type: 'string', default: '1' },
    queries: { type: 'string', default: '500' },
    wordnet: { type: 'boolean', default: false },
  },
})
const queries = Number(values.queries)
const random = seededRandom(Number(values.seed))
const pick = (below: number): number => Math.floor(random() * below)

/** Every other end is drawn from the ends so far, so that who has links gets more (Barabási and Albert, 1999). */
const drawnLinks = (nodes: number, count: number): LinkRow[] => {
  const rows: LinkRow[] = []
  const ends: number[] = [1]
  for (let key = 1; key <= count; key++) {
    const from = key < nodes ? key + 1 : 1 + pick(nodes)
    const to = ends[pick(ends.length)] as number
    ends.push(from, to)
    rows.push({ key, from, to, type: `t${pick(5)}`, weight: 0.1 + random(), createdAt: key, hasNote: 0 })
  }
  return rows
}

const wordnetLinks = (): LinkRow[] => {
  const { memories, links } = wordnetMemories()
  const keys = new Map(memories.map(({ coordinate }, i) => [String(coordinate), i + 1]))
  const keyOf = (coordinate: readonly number[]): number => keys.get(String(coordinate))!
  return links.map(({ from, to, type, weight = 1 }, i) => ({
    ...{ key: i + 1, from: keyOf(from), to: keyOf(to), type: type ?? 'related', weight },
    ...{ createdAt: i, hasNote: 0 },
  }))
}

const rows = values.wordnet ? wordnetLinks() : drawnLinks(Number(values.nodes), Number(values.links))
const nodes = rows.reduce((most, { from, to }) => Math.max(most, from, to), 0)
const count = rows.length

const milliseconds = (work: () => unknown): number => {
  const started = performance.now()
  work()
  return performance.now() - started
}

/** What else the machine does is not what is asked. */
const bestOfThree = (work: () => unknown): number =>
  Math.min(milliseconds(work), milliseconds(work), milliseconds(work))

const quantile = (times: readonly number[], share: number): string =>
  ([...times].sort((a, b) => a - b)[Math.floor(times.length * share)] as number).toFixed(2)

/** @param ask draws a question and gives the work of answering it */
const report = (what: string, ask: () => () => unknown, times = queries): void => {
  for (let i = 0; i < 20; i++) ask()()
  const all = Array.from({ length: times }, () => bestOfThree(ask()))
  console.log(
    `| ${what} | ${times} | ${quantile(all, 0.5)} | ${quantile(all, 0.95)} | ${Math.max(...all).toFixed(2)} |`,
  )
}

const scratch = new PathScratch()
const graph = new LiveGraph(rows, [])
const other = new MultiDirectedGraph()
const built = {
  ours: milliseconds(() => new LiveGraph(rows, [])),
  graphology: milliseconds(() => {
    for (let node = 1; node <= nodes; node++) other.addNode(node)
    for (const { key, from, to, type, weight } of rows) other.addEdgeWithKey(key, from, to, { type, weight })
  }),
}
const node = (): number => pick(graph.nodeCount)
const both = { direction: 'both' } as const

const path =
  (by: 'weight' | 'hops', direction: 'out' | 'both', k = 1) =>
  () => {
    const question = { from: node(), to: node(), k }
    return () => {
      const way = wayThrough(graph, { direction })
      return kShortestPaths(new PathSearch(graph, { way, cost: by, scratch }), way, question)
    }
  }

const hops = (depth: number) => () => {
  const start = node()
  return () => kHop(graph, wayThrough(graph, both), start, depth)
}

const hopsOverGraphology = (depth: number) => () => {
  const start = String(1 + node())
  return () => walkGraphology(start, depth)
}

const walkGraphology = (start: string, depth: number): number => {
  let front = [start]
  const seen = new Set(front)
  for (let hop = 1; hop <= depth; hop++) {
    const next: string[] = []
    for (const one of front) {
      other.forEachNeighbor(one, (neighbour) => {
        if (seen.has(neighbour)) return
        seen.add(neighbour)
        next.push(neighbour)
      })
    }
    front = next
  }
  return seen.size
}

const change = () => {
  const row = rows[pick(rows.length)] as LinkRow
  const links = [{ ...row, weight: row.weight / 2 }]
  return () => graph.apply({ touched: new Set([row.key]), links, memories: [] })
}

console.log(`${values.wordnet ? 'WordNet, ' : ''}${nodes} memories, ${count} links, seed ${values.seed}`)
console.log(`built in ${built.ours.toFixed(0)} ms; graphology ${built.graphology.toFixed(0)} ms\n`)
console.log('| what | n | p50 ms | p95 ms | max ms |\n|---|---|---|---|---|')
report('shortest path by weight, both directions', path('weight', 'both'))
report('shortest path by weight, directed', path('weight', 'out'))
report('shortest path by hops, both directions', path('hops', 'both'))
report('10 shortest paths by weight, both directions', path('weight', 'both', 10), Math.ceil(queries / 10))
report('2 hops, both directions', hops(2))
report('2 hops, both directions, the same search over graphology', hopsOverGraphology(2))
report('3 hops, both directions', hops(3))
report('3 hops, both directions, the same search over graphology', hopsOverGraphology(3))
report('one link changed', change, Math.ceil(queries / 10))

console.log('\n| step of the analysis | ms |\n|---|---|')
const columns = graphColumns(graph, 1)
const lists = neighbourLists(columns)
const step = (what: string, work: () => unknown): void =>
  console.log(`| ${what} | ${milliseconds(work).toFixed(0)} |`)
step('components', () => components(lists))
step('cores', () => cores(lists))
step('ranks', () => pageRank(columns))
step('communities, with the graph that Graphology needs for it', () => communities(columns, random))
step('betweenness, sampled', () => betweenness(lists, random, () => {}))

const changed = 20_000
step(`${changed} links changed one by one`, () => {
  for (let i = 0; i < changed; i++) change()()
})
