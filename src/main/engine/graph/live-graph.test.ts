import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kHop } from './k-hop.ts'
import type { LinkRow } from './link-table.ts'
import { LiveGraph } from './live-graph.ts'
import { PathSearch } from './shortest-path.ts'
import { wayThrough } from './way.ts'

const MEMORIES = 12
const memory = fc.integer({ min: 1, max: MEMORIES })
const drawn = fc.record({
  from: memory,
  to: memory,
  type: fc.constantFrom('a', 'b'),
  weight: fc.constantFrom(0.5, 1, 2),
})

/** What may be asked of a graph from every memory, by keys, so that numbers of nodes do not matter. */
const answers = (graph: LiveGraph) => {
  const known = Array.from({ length: MEMORIES }, (_, i) => graph.nodeOf(i + 1)).filter((n) => n !== undefined)
  return (['out', 'in', 'both'] as const).flatMap((direction) => {
    const way = wayThrough(graph, { direction })
    const search = new PathSearch(graph, { way, cost: 'weight' })
    return known.flatMap((node) => [
      [graph.keyOf(node), ...kHop(graph, way, node, 4).map((one) => [graph.keyOf(one.node), one.hops])],
      known.map((to) => search.find(node, to)?.cost ?? null),
    ])
  })
}

const linksOf = (graph: LiveGraph): number[] =>
  [...graph.links.key.subarray(0, graph.links.rows)].filter((_, row) => graph.links.gone[row] === 0)

describe('a graph that follows changes', () => {
  it('MEM-13 answers after hundreds of small changes as one read anew', () => {
    const step = fc.record({
      drop: fc.nat(),
      put: fc.array(drawn, { maxLength: 2 }),
      isChanged: fc.boolean(),
    })
    const property = fc.property(fc.array(step, { minLength: 150, maxLength: 300 }), (steps) => {
      const links = new Map<number, LinkRow>()
      const graph = new LiveGraph([], [])
      let next = 1
      for (const { drop, put, isChanged } of steps) {
        const made: LinkRow[] = put.map((row) => ({ key: next++, createdAt: next, hasNote: 0, ...row }))
        const old = [...links.values()][drop % Math.max(1, links.size)]
        if (old !== undefined && isChanged) made.push({ ...old, weight: old.weight / 2 })
        const touched = new Set([...made.map(({ key }) => key), ...(old === undefined ? [] : [old.key])])
        for (const key of touched) links.delete(key)
        for (const row of made) links.set(row.key, row)
        graph.apply({ touched, links: made, memories: [] })
      }
      // In the order of its nodes, so that what costs the same comes in the same order.
      const fresh = new LiveGraph([...links.values()], [])
      expect(linksOf(graph)).toEqual(linksOf(fresh))
      expect(graph.linkCount).toBe(links.size)
      expect(sorted(answers(graph))).toEqual(sorted(answers(fresh)))
    })
    fc.assert(property, { seed: 1, numRuns: 100 })
  })
})

/** Neighbours at one distance behind links of one weight come by the number of their node, which may differ. */
const sorted = (lists: unknown[][]): string[] => lists.map((list) => JSON.stringify([...list].sort()))
