import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GraphColumns } from '../../graph-ports.ts'
import { textColumn } from '../text-column.ts'
import { analyseGraph } from './analyse-graph.ts'
import { betweenness } from './betweenness.ts'
import { components } from './components.ts'
import { cores } from './cores.ts'
import { neighbourLists } from './neighbour-lists.ts'
import { pageRank } from './page-rank.ts'

type Pair = readonly [number, number]

const NODES = 9
const node = fc.integer({ min: 0, max: NODES - 1 })
const links = fc.array(fc.tuple(node, node), { maxLength: 24 })

const columnsOf = (pairs: readonly Pair[], nodes = NODES): GraphColumns => ({
  seq: 7,
  keys: Uint32Array.from({ length: nodes }, (_, i) => 100 + i),
  from: Uint32Array.from(pairs, ([from]) => from),
  to: Uint32Array.from(pairs, ([, to]) => to),
  type: new Uint32Array(pairs.length),
  typeNames: ['a'],
  weight: Float64Array.from(pairs, (_, i) => 1 + (i % 3)),
})

/** Who is linked with whom, as sets. */
const naive = (pairs: readonly Pair[]): Set<number>[] => {
  const sets = Array.from({ length: NODES }, () => new Set<number>())
  for (const [a, b] of pairs) {
    if (a === b) continue
    sets[a]?.add(b)
    sets[b]?.add(a)
  }
  return sets
}

const distances = (sets: readonly Set<number>[], from: number): number[] => {
  const found = sets.map(() => Number.POSITIVE_INFINITY)
  found[from] = 0
  for (let round = 0; round < NODES; round++) {
    for (const [a, others] of sets.entries()) {
      for (const b of others) found[b] = Math.min(found[b] as number, (found[a] as number) + 1)
    }
  }
  return found
}

/** Every shortest path, walked one by one. */
const shortestPaths = (sets: readonly Set<number>[], from: number, to: number): number[][] => {
  const left = distances(sets, to)
  if (left[from] === Number.POSITIVE_INFINITY) return []
  if (from === to) return [[to]]
  return [...(sets[from] as Set<number>)]
    .filter((next) => left[next] === (left[from] as number) - 1)
    .flatMap((next) => shortestPaths(sets, next, to).map((rest) => [from, ...rest]))
}

const everyNode = Array.from({ length: NODES }, (_, i) => i)

describe('analysis of a graph', () => {
  it('LNK-5 components are what breadth-first search joins, the largest first', () => {
    const property = fc.property(links, (pairs) => {
      const sets = naive(pairs)
      const { group, sizes } = components(neighbourLists(columnsOf(pairs)))
      for (const a of everyNode) {
        const reach = distances(sets, a)
        for (const b of everyNode) expect(group[a] === group[b]).toBe(reach[b] !== Number.POSITIVE_INFINITY)
        expect(sizes[group[a] as number]).toBe(reach.filter(Number.isFinite).length)
      }
      expect(sizes).toEqual([...sizes].sort((x, y) => y - x))
    })
    fc.assert(property, { seed: 1, numRuns: 500 })
  })

  it('LNK-5 cores are what stays when all with fewer neighbours are taken away', () => {
    const property = fc.property(links, (pairs) => {
      const core = cores(neighbourLists(columnsOf(pairs)))
      for (let k = 0; k <= NODES; k++) {
        const left = new Set(everyNode)
        const sets = naive(pairs)
        for (let changed = true; changed; ) {
          changed = false
          for (const one of left) {
            const degree = [...(sets[one] as Set<number>)].filter((other) => left.has(other)).length
            if (degree >= k) continue
            left.delete(one)
            changed = true
          }
        }
        expect(everyNode.filter((one) => (core[one] as number) >= k)).toEqual([...left])
      }
    })
    fc.assert(property, { seed: 2, numRuns: 500 })
  })

  it('LNK-5 betweenness is the share of shortest paths that pass', () => {
    const property = fc.property(links, (pairs) => {
      const sets = naive(pairs)
      const { share, pivots } = betweenness(
        neighbourLists(columnsOf(pairs)),
        () => 0,
        () => {},
      )
      expect(pivots).toBe(NODES)
      const expected = everyNode.map((passed) => {
        let sum = 0
        for (const from of everyNode) {
          for (const to of everyNode) {
            if (from === to || from === passed || to === passed) continue
            const paths = shortestPaths(sets, from, to)
            if (paths.length > 0) sum += paths.filter((path) => path.includes(passed)).length / paths.length
          }
        }
        return sum / ((NODES - 1) * (NODES - 2))
      })
      for (const [i, one] of expected.entries()) expect(share[i]).toBeCloseTo(one, 6)
    })
    fc.assert(property, { seed: 3, numRuns: 150 })
  })

  it('LNK-5 ranks are where a walk along links ends, and sum to 1', () => {
    const property = fc.property(links, (pairs) => {
      const columns = columnsOf(pairs)
      const rank = pageRank(columns)
      expect(rank.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4)
      // The ranks are what one more step makes of them.
      const leaving = everyNode.map((n) =>
        pairs.reduce((sum, [a], i) => (a === n ? sum + weightOf(i) : sum), 0),
      )
      const next = everyNode.map((n) => {
        const lost = everyNode.reduce((sum, a) => (leaving[a] === 0 ? sum + (rank[a] as number) : sum), 0)
        const come = pairs.reduce(
          (sum, [a, b], i) =>
            b === n ? sum + ((rank[a] as number) * weightOf(i)) / (leaving[a] as number) : sum,
          0,
        )
        return (1 - 0.85) / NODES + 0.85 * (come + lost / NODES)
      })
      for (const [i, one] of next.entries()) expect(rank[i]).toBeCloseTo(one, 5)
    })
    const weightOf = (i: number): number => 1 + (i % 3)
    fc.assert(property, { seed: 4, numRuns: 300 })
  })

  it('LNK-5 finds planted communities and the words that tell them apart, alike for the same seed', () => {
    const [groups, size] = [5, 12]
    const pairs: Pair[] = []
    for (let group = 0; group < groups; group++) {
      for (let a = 0; a < size; a++)
        for (let b = 0; b < a; b++) pairs.push([group * size + a, group * size + b])
      pairs.push([group * size, ((group + 1) % groups) * size])
    }
    const names = ['Injection', 'Overflow', 'Session', 'Crypto', 'Race']
    const titles = textColumn(
      Array.from(
        { length: groups * size },
        (_, i) => `The ${names[Math.floor(i / size)]} weakness number ${i}`,
      ),
    )
    const input = { columns: columnsOf(pairs, groups * size), titles, seed: 3 }
    const found = analyseGraph(input, () => {})
    expect(found.summary.communities.map((one) => one.size)).toEqual(Array(groups).fill(size))
    for (let i = 0; i < groups * size; i++) {
      expect(found.community[i]).toBe(found.community[Math.floor(i / size) * size])
    }
    const words = found.summary.communities.map((one) => one.words[0])
    expect(words.sort()).toEqual(names.map((name) => name.toLowerCase()).sort())
    expect(found.summary).toMatchObject({ seq: 7, components: 1, nodes: 60, betweennessFrom: 60 })
    expect(analyseGraph(input, () => {})).toEqual(found)
  })

  it('LNK-5 an empty graph, a lone link and a link to itself are no trouble', () => {
    for (const [pairs, nodes] of [
      [[], 0],
      [[[0, 1]], 2],
      [[[0, 0]], 1],
    ] as [Pair[], number][]) {
      const titles = textColumn(Array<string>(nodes).fill(''))
      const found = analyseGraph({ columns: columnsOf(pairs, nodes), titles, seed: 1 }, () => {})
      expect(found.summary).toMatchObject({ nodes, links: pairs.length, components: Math.min(1, nodes) })
      expect([...found.betweenness].every((one) => one === 0)).toBe(true)
    }
  })
})
