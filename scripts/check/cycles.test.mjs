import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCycles } from './cycles.mjs'

describe('findCycles', () => {
  it('shows a shortest way round', () => {
    const edges = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['a']],
      ['d', ['a']],
      ['e', ['a']],
    ])
    expect(findCycles(edges)).toEqual([['a', 'c', 'a']])
  })

  it('agrees with following every edge', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    fc.assert(
      fc.property(fc.array(fc.tuple(node, node), { maxLength: 12 }), (pairs) => {
        const edges = Map.groupBy(pairs, ([from]) => from)
        /** @type {Map<string, string[]>} */
        const graph = new Map([...edges].map(([from, list]) => [from, list.map(([, to]) => to)]))
        const returning = [...graph.keys()].filter((start) => reachable(graph, start).has(start))
        const cycles = findCycles(graph)
        for (const cycle of cycles) {
          cycle.slice(1).forEach((to, at) => {
            expect(graph.get(cycle[at] ?? '')).toContain(to)
          })
          expect(cycle.at(-1)).toBe(cycle[0])
        }
        expect(cycles.length > 0).toBe(returning.length > 0)
        const groups = new Set(
          returning.map((start) =>
            [...reachable(graph, start)]
              .filter((to) => reachable(graph, to).has(start))
              .sort()
              .join(),
          ),
        )
        expect(cycles).toHaveLength(groups.size)
      }),
    )
  })
})

/**
 * @param {ReadonlyMap<string, readonly string[]>} graph
 * @param {string} start
 */
function reachable(graph, start) {
  /** @type {Set<string>} */
  const seen = new Set()
  const open = [...(graph.get(start) ?? [])]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    open.push(...(graph.get(node) ?? []))
  }
  return seen
}
