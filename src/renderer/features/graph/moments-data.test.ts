import { describe, expect, it } from 'vitest'
import type { Comparison, Difference, MemoryThen } from '#contract/graph-moments'
import { type GraphData, linkKey } from '../../graph-view/graph-model.ts'
import { comparedGraph } from './moments-data.ts'

const then = (id: string): MemoryThen => ({
  id,
  coordinate: [1],
  title: '',
  type: 'semantic',
  importance: 1,
  timestamp: null,
  pinned: false,
  createdAt: 5,
})
const memory = (id: string, is: Difference) => ({ ...then(id), is, parts: [], before: 1, after: 1 })
const state = { weight: 2, note: null }
const link = (from: string, to: string, is: Difference) => ({
  from,
  to,
  type: 'a',
  is,
  before: is === 'added' ? null : state,
  after: is === 'removed' ? null : state,
})
const counts = { added: 0, removed: 0, changed: 0 }
const comparison: Comparison = {
  from: { seq: 1, at: 1 },
  to: { seq: 2, at: 2 },
  memories: counts,
  links: counts,
  changedMemories: [memory('gone', 'removed'), memory('new', 'added')],
  changedLinks: [link('a', 'new', 'added'), link('a', 'gone', 'removed'), link('a', 'b', 'changed')],
  ends: [then('a'), then('b')],
  unknown: 0,
  purged: 0,
}
const facts = { type: 'a', weight: 2, createdAt: 0, hasNote: false, kind: 'link' } as const
const view: GraphData = { nodes: [], links: [{ from: 'a', to: 'b', facts }] }

describe('a comparison upon a view', () => {
  it('brings what the view does not hold, and marks each with what became of it', () => {
    const { data, marks } = comparedGraph(comparison, view, true)
    expect(data.nodes.map(({ id, facts: { isPast = false } }) => [id, isPast])).toEqual([
      ['gone', true],
      ['new', false],
      ['a', false],
      ['b', false],
    ])
    expect(data.links.map(({ to, facts: { kind } }) => [to, kind])).toEqual([
      ['new', 'link'],
      ['gone', 'past'],
    ])
    expect([...marks.nodes]).toEqual([
      ['gone', 'removed'],
      ['new', 'added'],
    ])
    const drawn = [...view.links, ...data.links].map(linkKey)
    for (const key of marks.links.keys()) expect(drawn).toContain(key)
    expect(marks.links.size).toBe(3)
  })

  it('offers no link to be edited that may be gone by now', () => {
    const { data } = comparedGraph(comparison, view, false)
    expect(data.links.every(({ facts: { kind } }) => kind === 'past')).toBe(true)
  })
})
