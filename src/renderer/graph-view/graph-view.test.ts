import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  drawnData as data,
  drawnFacts,
  drawnGraph as graphOf,
  drawnLink as link,
} from '../../../test/graph/drawn-graph.ts'
import { applyFilter, egoOf, type GraphFilter, NO_FILTER, NO_GROUP } from './filters.ts'
import { circleLayout, takeLayout, treeLayout } from './layout/fixed-layouts.ts'
import { linkMatrix, nodeMatrix } from './layout/force-layout.ts'
import { createForceRun } from './layout/force-steps.ts'
import { DEFAULT_FORCE, NODE } from './layout/layout-kinds.ts'
import { isInside } from './link-geometry.ts'
import { applyLook, DEFAULT_LOOK } from './look.ts'
import { mergeGraph } from './merge-graph.ts'
import { neighbourTowards } from './neighbour-towards.ts'
import { type GraphPalette, longHex, mixHex } from './palette.ts'
import { categoryScale, shareOf } from './scales.ts'
import { writeSvg } from './write-svg.ts'

const palette: GraphPalette = {
  ground: '#ffffff',
  text: '#111111',
  quietText: '#555555',
  link: '#cccccc',
  accent: '#3451d1',
  categories: ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#44444f'],
  other: '#8c8c99',
  isDark: false,
  font: 'Inter',
}

const CHAIN = data(
  ['a', 'b', 'c', 'd'],
  [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'd'],
  ],
)

describe('what comes into a graph', () => {
  it('leaves what is there where it is, and puts what is new beside its neighbours', () => {
    const graph = graphOf(CHAIN)
    graph.mergeNodeAttributes('a', { x: 500, y: -300 })
    const before = graph.mapNodes((id, { x, y }) => [id, x, y])
    const more = data([...'abcd', 'e'], [['a', 'e']])
    mergeGraph(graph, { nodes: more.nodes, links: [...CHAIN.links, ...more.links] })
    expect(graph.mapNodes((id, { x, y }) => [id, x, y]).slice(0, 4)).toEqual(before)
    const { x, y } = graph.getNodeAttributes('e')
    expect(Math.hypot(x - 500, y + 300)).toBeLessThan(60)
  })

  it('takes out what is gone, links with it', () => {
    const graph = graphOf(CHAIN)
    mergeGraph(graph, data(['a', 'b'], [['a', 'b']]))
    expect(graph.nodes()).toEqual(['a', 'b'])
    expect(graph.size).toBe(1)
  })

  it('bends links between the same two memories apart', () => {
    const graph = graphOf({ nodes: CHAIN.nodes, links: [link('a', 'b'), link('b', 'a')] })
    const bends = graph.mapEdges((_, { curvature }) => curvature)
    expect(bends[0]).toBeCloseTo(bends[1] as number)
    expect(bends[0]).not.toBe(0)
  })
})

describe('filters', () => {
  it('hides by degree, time and type, and counts what is left', () => {
    const graph = graphOf({
      nodes: [
        { id: 'a', facts: drawnFacts({ title: 'a', degreeIn: 9 }) },
        { id: 'b', facts: drawnFacts({ title: 'b', createdAt: 99 }) },
        { id: 'c', facts: drawnFacts({ title: 'c' }) },
      ],
      links: [link('a', 'b'), link('a', 'c', { type: 'cites' })],
    })
    const shown = (part: Partial<GraphFilter>, chosen: readonly string[] = []) => {
      const { memories, links } = applyFilter(graph, { ...NO_FILTER, ...part }, chosen)
      return [memories, links]
    }
    expect(shown({ minDegree: 5 })).toEqual([1, 0])
    expect(shown({ time: { by: 'createdAt', from: 0, until: 50 } })).toEqual([2, 1])
    expect(shown({ hiddenTypes: ['cites'] })).toEqual([3, 1])
    expect(shown({ hiddenTypes: ['cites'], hideLonely: true })).toEqual([2, 1])
    expect(shown({ egoDepth: 1 }, ['b'])).toEqual([2, 1])
  })

  it('hides groups of the legend, those of which nothing is known too', () => {
    const graph = graphOf({
      nodes: [
        { id: 'a', facts: drawnFacts({ title: 'a', community: 1 }) },
        { id: 'b', facts: drawnFacts({ title: 'b', community: 2 }) },
        { id: 'c', facts: drawnFacts({ title: 'c', community: null }) },
        { id: 'community:3', facts: drawnFacts({ title: '', kind: 'community', community: 3, members: 40 }) },
      ],
      links: [link('a', 'b'), link('a', 'community:3', { kind: 'bundle' })],
    })
    const hide = (...keys: readonly string[]) =>
      applyFilter(graph, { ...NO_FILTER, hiddenGroups: { by: 'community', keys } })
    expect(hide()).toEqual({ memories: 3, communities: 1, members: 40, links: 1 })
    expect(hide('1')).toEqual({ memories: 2, communities: 1, members: 40, links: 0 })
    expect(hide('2', NO_GROUP, '3')).toEqual({ memories: 1, communities: 0, members: 0, links: 0 })
  })

  it('finds the same memories within some hops as walking does', () => {
    const pair = fc.tuple(fc.nat(9), fc.nat(9))
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 20 }), fc.nat(9), fc.nat(4), (pairs, start, depth) => {
        const ids = Array.from({ length: 10 }, (_, i) => `n${i}`)
        const graph = graphOf(
          data(
            ids,
            pairs.map(([a, b]) => [`n${a}`, `n${b}`] as const),
          ),
        )
        let seen = new Set([start])
        for (let hop = 0; hop < depth; hop++) {
          const near = pairs.flatMap(([a, b]) => (seen.has(a) ? [b] : seen.has(b) ? [a] : []))
          const far = pairs.flatMap(([a, b]) => (seen.has(b) ? [a] : []))
          seen = new Set([...seen, ...near, ...far])
        }
        expect([...egoOf(graph, [`n${start}`], depth)].sort()).toEqual([...seen].map((i) => `n${i}`).sort())
      }),
    )
  })
})

describe('layouts', () => {
  it('leave held nodes where they are', () => {
    const graph = graphOf(CHAIN)
    graph.mergeNodeAttributes('b', { x: 77, y: 88, held: true })
    for (const places of [circleLayout(graph), treeLayout(graph, 'a')]) takeLayout(graph, places)
    expect(graph.getNodeAttributes('b')).toMatchObject({ x: 77, y: 88 })
    const ids = graph.nodes()
    const nodes = nodeMatrix(graph, ids)
    const run = createForceRun(nodes, linkMatrix(graph, ids), DEFAULT_FORCE)
    for (let i = 0; i < 50; i++) run.step()
    expect([nodes[NODE.width + NODE.x], nodes[NODE.width + NODE.y]]).toEqual([77, 88])
    expect(nodes[NODE.x]).not.toBe(graph.getNodeAttribute('a', 'x'))
  })

  it('put a tree in columns by the hops from its root', () => {
    const graph = graphOf(CHAIN)
    const places = treeLayout(graph, 'a')
    const columns = ['a', 'b', 'c', 'd'].map((id) => places.get(id)?.x)
    expect(columns).toEqual([0, 190, 380, 570])
  })
})

describe('looks', () => {
  it('size by a share of the largest, colour by category with the rest in grey', () => {
    const graph = graphOf({
      nodes: [
        { id: 'a', facts: drawnFacts({ title: 'a', degreeIn: 100 }) },
        { id: 'b', facts: drawnFacts({ title: 'b', community: 1 }) },
        { id: 'c', facts: drawnFacts({ title: 'c', community: null }) },
      ],
      links: [],
    })
    applyLook(graph, DEFAULT_LOOK, palette)
    expect(graph.getNodeAttribute('a', 'size')).toBeGreaterThan(graph.getNodeAttribute('b', 'size'))
    expect(graph.mapNodes((_, { color }) => color)).toEqual(['#0072b2', '#e69f00', '#8c8c99'])
  })

  it('has eight colours and counts the others', () => {
    const keys = Array.from({ length: 12 }, (_, i) => `k${i}`)
    const scale = categoryScale(keys, palette)
    expect(scale.entries).toHaveLength(8)
    expect(scale.otherCount).toBe(4)
  })

  it('mixes hex and reads the short form', () => {
    expect(longHex('#fff')).toBe('#ffffff')
    expect(mixHex('#000000', '#ffffff', 0.5)).toBe('#808080')
    expect(shareOf(5, { min: 5, max: 5 })).toBe(0.5)
  })
})

it('walks to the neighbour that lies in the direction', () => {
  const graph = graphOf(
    data(
      ['a', 'b', 'c'],
      [
        ['a', 'b'],
        ['a', 'c'],
      ],
    ),
  )
  graph.mergeNodeAttributes('a', { x: 0, y: 0 })
  graph.mergeNodeAttributes('b', { x: 10, y: 1 })
  graph.mergeNodeAttributes('c', { x: 0, y: 10 })
  expect(neighbourTowards(graph, 'a', 'right')).toBe('b')
  expect(neighbourTowards(graph, 'a', 'up')).toBe('c')
  expect(neighbourTowards(graph, 'a', 'left')).toBeNull()
})

it('knows what lies in a lasso', () => {
  const square = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 0, y: 10 },
  ]
  expect(isInside({ x: 5, y: 5 }, square)).toBe(true)
  expect(isInside({ x: 15, y: 5 }, square)).toBe(false)
})

it('writes no markup of a label into SVG', () => {
  const svg = writeSvg({
    width: 100,
    height: 100,
    ground: '#ffffff',
    text: '#111111',
    font: 'Inter',
    discs: [],
    links: [],
    nodes: [
      {
        x: 50,
        y: 50,
        radius: 5,
        color: '#0072b2',
        shape: 'dot',
        label: { text: '"><script>alert(1)</script>\u0000', side: 'right', at: { x: 59, y: 54 } },
        title: ']]>&',
        mark: null,
      },
    ],
  })
  expect(svg).not.toContain('<script')
  expect(svg).not.toContain('\u0000')
  expect(svg).toContain('&lt;script&gt;')
  expect(svg).toContain(']]&gt;&amp;')
})
