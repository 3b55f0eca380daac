import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawnFacts } from '../../../test/graph/drawn-graph.ts'
import { createDiscKeeper } from './disc-keeper.ts'
import { createSomaGraph, type GraphData, type NodeFacts, type SomaGraph } from './graph-model.ts'
import { bodiesOf, placesOfAll } from './layout/bodies.ts'
import { mergeGraph } from './merge-graph.ts'
import { intoDisc, pullBack, pushAside } from './open-discs.ts'
import type { Point } from './placement.ts'

const facts = (kind: NodeFacts['kind'], community: number, members = 1): NodeFacts =>
  drawnFacts({ kind, title: `${kind} ${community}`, community, members })

const bubble = (n: number) => ({ id: `b${n}`, facts: facts('community', n, 40) })
const members = (n: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `m${n}-${i}`, facts: facts('semantic', n) }))
const bundle = (a: number, b: number) => ({
  from: `b${a}`,
  to: `b${b}`,
  facts: { type: '', weight: 3, createdAt: 1, hasNote: false, kind: 'bundle' as const },
})
const BUBBLES = [0, 1, 2, 3, 4].map(bubble)
const LINKS = [bundle(0, 1), bundle(1, 2), bundle(2, 3), bundle(3, 4)]
const closed: GraphData = { nodes: BUBBLES, links: LINKS }
const opened = (...which: readonly number[]): GraphData => ({
  nodes: [...BUBBLES, ...which.flatMap((n) => members(n, 40))],
  links: LINKS,
})

const ROOM = { half: 300, unit: 1 }
const point = fc.record({
  x: fc.double({ min: -500, max: 500, noNaN: true }),
  y: fc.double({ min: -500, max: 500, noNaN: true }),
})
const near = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
const placed = (graph: SomaGraph, places: readonly Point[]): void =>
  places.forEach((place, i) => {
    graph.mergeNodeAttributes(`b${i}`, place)
  })
const take = (graph: SomaGraph, targets: ReadonlyMap<string, Point>): void => {
  for (const [id, place] of targets) graph.mergeNodeAttributes(id, place)
}

describe('communities that are open in place', () => {
  it('a point that was pushed aside lies outside, in its direction, and comes back', () => {
    const property = fc.property(
      point,
      point,
      fc.double({ min: 1, max: 300, noNaN: true }),
      (at, centre, radius) => {
        const pushed = pushAside(at, centre, radius)
        expect(near(pushed, centre)).toBeGreaterThanOrEqual(radius - 1e-6)
        if (near(at, centre) < 1e-3) return
        const way = (p: Point): number => Math.atan2(p.y - centre.y, p.x - centre.x)
        expect(Math.abs(Math.sin(way(pushed) - way(at)))).toBeLessThan(1e-3)
        expect(near(pullBack(pushed, centre, radius), at)).toBeLessThan(0.5)
      },
    )
    fc.assert(property, { seed: 5, numRuns: 500 })
  })

  it('opening pushes every other community off the ground, closing puts all back', () => {
    const cell = fc.record({ x: fc.integer({ min: -20, max: 20 }), y: fc.integer({ min: -20, max: 20 }) })
    const cells = fc.uniqueArray(cell, { minLength: 5, maxLength: 5, selector: ({ x, y }) => `${x} ${y}` })
    const five = cells.map((all) => all.map(({ x, y }) => ({ x: x * 20, y: y * 20 })))
    const property = fc.property(five, fc.integer({ min: 0, max: 4 }), (places, which) => {
      const graph = createSomaGraph()
      mergeGraph(graph, closed)
      placed(graph, places)
      const keeper = createDiscKeeper(graph)
      expect(keeper.update(ROOM)).toEqual({ targets: new Map(), opened: [] })
      mergeGraph(graph, opened(which))
      const change = keeper.update(ROOM)
      expect(change.opened).toEqual([`b${which}`])
      take(graph, change.targets)
      const centre = places[which] as Point
      const radius = keeper.discs.get(`b${which}`) as number
      for (const { id } of BUBBLES) {
        if (id === `b${which}`) expect(near(graph.getNodeAttributes(id), centre)).toBe(0)
        else expect(near(graph.getNodeAttributes(id), centre)).toBeGreaterThan(radius)
      }
      mergeGraph(graph, closed)
      take(graph, keeper.update(ROOM).targets)
      places.forEach((place, i) => {
        expect(near(graph.getNodeAttributes(`b${i}`), place)).toBeLessThan(0.5)
      })
    })
    fc.assert(property, { seed: 6, numRuns: 200 })
  })

  it('memories of an open community go with their bubble when another opens, and what is held stays', () => {
    const graph = createSomaGraph()
    mergeGraph(graph, opened(1))
    placed(graph, [
      { x: 0, y: 0 },
      { x: 30, y: 0 },
      { x: 0, y: 30 },
      { x: -30, y: 0 },
      { x: 0, y: -30 },
    ])
    graph.forEachNode((id) => {
      if (id.startsWith('m1-')) graph.mergeNodeAttributes(id, { x: 33, y: 4 })
    })
    graph.setNodeAttribute('b2', 'held', true)
    const keeper = createDiscKeeper(graph)
    keeper.adopt()
    mergeGraph(graph, opened(0, 1))
    const { targets } = keeper.update(ROOM)
    const [bubbleAt, memberAt] = [targets.get('b1') as Point, targets.get('m1-7') as Point]
    expect(near(memberAt, { x: bubbleAt.x + 3, y: bubbleAt.y + 4 })).toBeLessThan(1e-9)
    expect(targets.has('b2')).toBe(false)
  })

  it('fits what a layout found into the ground, and keeps directions', () => {
    const property = fc.property(fc.array(point, { minLength: 2, maxLength: 60 }), (points) => {
      const places = Float32Array.from(points.flatMap(({ x, y }) => [x, y]))
      const fitted = intoDisc(places, { centre: { x: 7, y: -3 }, radius: 50 })
      for (let i = 0; i < fitted.length; i += 2) {
        const at = { x: fitted[i] as number, y: fitted[i + 1] as number }
        expect(near(at, { x: 7, y: -3 })).toBeLessThanOrEqual(50.01)
      }
    })
    fc.assert(property, { seed: 7, numRuns: 200 })
  })

  it('a layout moves an open community as one, keeps others off it, and puts what has no link around', () => {
    const graph = createSomaGraph()
    const alone = { id: 'b9', facts: facts('community', 9, 2) }
    const { nodes, links } = opened(0)
    mergeGraph(graph, { nodes: [...nodes, alone], links })
    const bodies = bodiesOf(graph)
    expect([...bodies.ids].sort()).toEqual(['b0', 'b1', 'b2', 'b3', 'b4'])
    expect(bodies.lonely).toEqual(['b9'])
    const before = graph.getNodeAttributes('b0')
    const member = graph.getNodeAttributes('m0-3')
    const offset = { x: member.x - before.x, y: member.y - before.y }
    const places = new Float32Array([100, 100, 110, 100, 90, 100, 100, 120, 100, 60])
    const found = placesOfAll(graph, bodies, { places, discs: new Map([['b0', 40]]) })
    const centre = found.get('b0') as Point
    for (const id of ['b1', 'b2', 'b3', 'b4', 'b9']) {
      expect(near(found.get(id) as Point, centre)).toBeGreaterThan(40)
    }
    const moved = found.get('m0-3') as Point
    expect(near(moved, { x: centre.x + offset.x, y: centre.y + offset.y })).toBeLessThan(1e-6)
  })
})
