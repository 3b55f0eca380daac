import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kHop } from './k-hop.ts'
import { kShortestPaths } from './k-shortest-paths.ts'
import type { LinkRow } from './link-table.ts'
import { LiveGraph } from './live-graph.ts'
import { everyPath, hopsFrom, naiveDistance, type Walk, walkable } from './naive-paths.suite.ts'
import { PathScratch, PathSearch } from './shortest-path.ts'
import { type WayOptions, wayThrough } from './way.ts'

/** One for all, as the store has it: no search may see what one before left. */
const scratch = new PathScratch()
const TYPES = ['a', 'b', 'c']
const memory = fc.integer({ min: 0, max: 7 })
const link = fc.record({
  from: memory,
  to: memory,
  type: fc.constantFrom(...TYPES),
  weight: fc.constantFrom(0.25, 0.3, 0.5, 1, 1, 2, 3, 1e-310),
})
const scene = fc.record({
  links: fc.uniqueArray(link, { maxLength: 22, selector: ({ from, to, type }) => `${from} ${to} ${type}` }),
  hidden: fc.uniqueArray(memory, { maxLength: 1 }),
  without: fc.uniqueArray(memory, { maxLength: 1 }),
  direction: fc.constantFrom('out' as const, 'in' as const, 'both' as const),
  types: fc.option(fc.subarray(TYPES), { nil: undefined, freq: 2 }),
  withoutTypes: fc.subarray(TYPES, { maxLength: 1 }),
  cost: fc.constantFrom('hops' as const, 'weight' as const),
  from: memory,
  to: memory,
})
type Scene = typeof scene extends fc.Arbitrary<infer S> ? S : never

/** Keys are not nodes: the graph has to number them by itself. */
const key = (n: number): number => 100 - n
const rowsOf = (links: Scene['links']): LinkRow[] => links.map((row, i) => rowOf(i + 1, row))

const rowOf = (number: number, { from, to, type, weight }: Scene['links'][number]): LinkRow => ({
  key: number,
  from: key(from),
  to: key(to),
  type,
  weight,
  createdAt: 0,
  hasNote: 0,
})

const wayOf = (graph: LiveGraph, { direction, types, withoutTypes, without }: Scene) => {
  const nodes = without.map((n) => graph.nodeOf(key(n))).filter((node) => node !== undefined)
  return wayThrough(graph, { direction, types, withoutTypes, without: nodes } satisfies WayOptions)
}

const walkOf = (s: Scene): Walk => ({
  steps: walkable(s.links, s),
  closed: new Set([...s.hidden, ...s.without]),
})

const open = (s: Scene) => {
  const graph = new LiveGraph(rowsOf(s.links), s.hidden.map(key))
  const way = wayOf(graph, s)
  return { graph, way, from: graph.nodeOf(key(s.from)), to: graph.nodeOf(key(s.to)) }
}

const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))

describe('paths', () => {
  it('LNK-3 are as cheap as those of a naive Dijkstra, and can be walked', () => {
    const property = fc.property(scene, (s) => {
      const { graph, way, from, to } = open(s)
      if (from === undefined || to === undefined) return
      const path = new PathSearch(graph, { way, cost: s.cost, scratch }).find(from, to)
      const expected = naiveDistance(walkOf(s), s)
      expect(path === null).toBe(expected === null)
      if (expected === null) return
      expect(close(path?.cost as number, expected)).toBe(true)
      const keys = path?.nodes.map((node) => key(graph.keyOf(node))) ?? []
      expect([keys[0], keys.at(-1)]).toEqual([s.from, s.to])
      path?.links.forEach((at, i) => {
        const {
          from: a,
          to: b,
          type,
        } = s.links[(graph.links.key[at] as number) - 1] as Scene['links'][number]
        const step = walkOf(s).steps.find(
          (one) => one.type === type && one.a === keys[i] && one.b === keys[i + 1],
        )
        expect(step).toBeDefined()
        expect([a, b].sort()).toEqual([keys[i], keys[i + 1]].sort())
      })
    })
    fc.assert(property, { seed: 1, numRuns: 10_000 })
  })

  it('LNK-3 the k best are the k cheapest of all paths without a loop', () => {
    const property = fc.property(scene, fc.integer({ min: 1, max: 12 }), (s, k) => {
      const { graph, way, from, to } = open(s)
      if (from === undefined || to === undefined) return
      const before = way.closed.slice()
      const found = kShortestPaths(new PathSearch(graph, { way, cost: s.cost, scratch }), way, {
        from,
        to,
        k,
      })
      const all = everyPath(walkOf(s), s)
      expect(found.length).toBe(Math.min(k, all.length))
      expect(found.every(({ cost }, i) => close(cost, all[i] as number))).toBe(true)
      expect(new Set(found.map(({ nodes }) => nodes.join())).size).toBe(found.length)
      for (const { nodes } of found) expect(new Set(nodes).size).toBe(nodes.length)
      expect(way.closed).toEqual(before)
    })
    fc.assert(property, { seed: 2, numRuns: 10_000 })
  })
})

describe('neighbours', () => {
  it('LNK-2 are what breadth-first search reaches, with the same hops, nearest first', () => {
    const property = fc.property(scene, fc.integer({ min: 1, max: 5 }), (s, depth) => {
      const { graph, way, from } = open(s)
      if (from === undefined) return
      const reached = kHop(graph, way, from, depth)
      const hops = new Map(reached.map(({ node, hops: h }) => [key(graph.keyOf(node)), h]))
      const expected = hopsFrom(walkOf(s), s.from, depth)
      expect([...hops].sort()).toEqual([...expected].sort())
      expect(reached.map(({ hops: h }) => h)).toEqual(reached.map(({ hops: h }) => h).sort())
    })
    fc.assert(property, { seed: 3, numRuns: 1000 })
  })

  it('LNK-2 come in the order of the heaviest link to them', () => {
    const rows = [
      { key: 1, from: 1, to: 2, type: 'a', weight: 1 },
      { key: 2, from: 1, to: 3, type: 'a', weight: 0.5 },
      { key: 3, from: 1, to: 3, type: 'b', weight: 4 },
      { key: 4, from: 1, to: 1, type: 'self', weight: 9 },
    ].map((row): LinkRow => ({ ...row, createdAt: 0, hasNote: 0 }))
    const graph = new LiveGraph(rows, [])
    const reached = kHop(graph, wayThrough(graph, { direction: 'out' }), graph.nodeOf(1) as number, 1)
    expect(reached.map(({ node }) => graph.keyOf(node))).toEqual([3, 2])
  })
})

describe('a graph that follows changes', () => {
  it('MEM-13 is what it would be if it were read anew', () => {
    const changes = fc.array(
      fc.record({
        drop: fc.subarray([...Array(22).keys()]),
        put: fc.array(link, { maxLength: 4 }),
        bin: fc.subarray([...Array(8).keys()]),
      }),
      { maxLength: 4 },
    )
    const property = fc.property(scene, changes, (s, list) => {
      const links = new Map(rowsOf(s.links).map((row) => [row.key, row]))
      let hidden = new Set(s.hidden)
      const graph = new LiveGraph([...links.values()], s.hidden.map(key))
      let next = 1000
      for (const { drop, put, bin } of list) {
        const made = put.map((row) => rowOf(next++, row))
        for (const n of drop) links.delete(n)
        for (const row of made) links.set(row.key, row)
        const memories = [...Array(8).keys()].map((n) => ({ key: key(n), isHidden: bin.includes(n) }))
        hidden = new Set(bin)
        graph.apply({ touched: new Set([...drop, ...made.map((row) => row.key)]), links: made, memories })
      }
      const fresh = new LiveGraph([...links.values()], [...hidden].map(key))
      expect(seenFrom(graph, s)).toEqual(seenFrom(fresh, s))
    })
    fc.assert(property, { seed: 4, numRuns: 1000 })
  })
})

const seenFrom = (graph: LiveGraph, s: Scene) => {
  const start = graph.nodeOf(key(s.from))
  if (start === undefined) return []
  const way = wayThrough(graph, { direction: s.direction })
  return kHop(graph, way, start, 5)
    .map(({ node, hops }) => [graph.keyOf(node), hops])
    .sort()
}
