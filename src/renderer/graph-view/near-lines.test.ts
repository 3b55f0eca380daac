import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSomaGraph, type LinkAttributes } from './graph-model.ts'
import { distanceToLine, nearLineAt } from './near-lines.ts'
import { loopAt, loopCircle, selfLoopsOf } from './self-loops.ts'

const point = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) })

describe('what is no link of sigma and is clicked all the same', () => {
  it('is as far from a line as from the nearest of its points', () => {
    const property = fc.property(point, point, point, (at, from, to) => {
      const naive = Array.from({ length: 2001 }, (_, i) => {
        const share = i / 2000
        const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share]
        return Math.hypot(at.x - x, at.y - y)
      })
      expect(distanceToLine(at, from, to)).toBeCloseTo(Math.min(...naive), 1)
    })
    fc.assert(property, { seed: 8, numRuns: 300 })
  })

  it('names the line under the pointer, the nearest of two, none where none is', () => {
    const places = new Map([
      ['a', { x: 0, y: 0 }],
      ['b', { x: 100, y: 0 }],
      ['c', { x: 100, y: 20 }],
    ])
    const lines = [
      { a: 'a', b: 'b', similarity: 0.9 },
      { a: 'a', b: 'c', similarity: 0.8 },
      { a: 'a', b: 'gone', similarity: 0.7 },
    ]
    const at = (x: number, y: number) => nearLineAt({ x, y }, lines, (id) => places.get(id) ?? null)
    expect(at(50, 1)).toBe(lines[0])
    expect(at(50, 9)).toBe(lines[1])
    expect(at(50, 40)).toBeNull()
  })

  it('LNK-1 finds links from a memory to itself, each on a circle of its own', () => {
    const graph = createSomaGraph()
    const link: LinkAttributes = {
      size: 1,
      color: '#888888',
      type: 'line',
      curvature: 0,
      hidden: false,
      facts: { type: 'a', weight: 1, createdAt: 0, hasNote: false, kind: 'link' },
    }
    for (const id of ['a', 'b']) {
      graph.addNode(id, {
        x: 0,
        y: 0,
        size: 4,
        color: '#888888',
        label: null,
        type: 'dot',
        hidden: false,
        forceLabel: false,
        held: false,
        open: false,
        facts: {} as never,
      })
    }
    graph.addEdgeWithKey('plain', 'a', 'b', link)
    expect(selfLoopsOf(graph)).toEqual([])
    graph.addEdgeWithKey('one', 'a', 'a', link)
    graph.addEdgeWithKey('two', 'a', 'a', link)
    const loops = selfLoopsOf(graph)
    expect(loops.map(({ key, node, index }) => [key, node, index])).toEqual([
      ['one', 'a', 0],
      ['two', 'a', 1],
    ])
    const place = { x: 10, y: 10, radius: 5 }
    for (const loop of loops) {
      const { x, y, radius } = loopCircle(place, loop.index)
      expect(loopAt({ x, y: y - radius }, loops, () => place)?.key).toBe(loop.key)
    }
    expect(loopAt({ x: 200, y: 200 }, loops, () => place)).toBeNull()
  })
})
