import { describe, expect, it } from 'vitest'
import type { RecallResult } from '#contract/recall'
import { formatMicroseconds, funnelOf, logShare } from './funnel.ts'
import { NO_WEIGHTS } from './signals.ts'

const timings = { embed: 0.2, filter: 0, keyword: 3, vector: 1, graph: 0.5, fuse: 1, total: 4 }

const answer = (part: Partial<RecallResult> = {}): RecallResult => ({
  hits: [],
  weights: NO_WEIGHTS,
  fusion: 'adaptive',
  adapted: null,
  note: null,
  candidates: { keyword: 200, vector: 180, graph: 12, filtered: null },
  timings,
  seq: 1,
  trace: {
    terms: [{ term: 'cooki', documents: 40 }],
    documents: 100_000,
    vector: {
      path: 'tree',
      effort: { beamWidth: 24, maxCandidates: 500 },
      levels: [
        { kind: 'centroids', listsScanned: 1, scored: 20, kept: 6 },
        { kind: 'centroids', listsScanned: 6, scored: 120, kept: 24 },
        { kind: 'rows', listsScanned: 22, scored: 8000, kept: 500 },
      ],
      compared: 0,
      stages: [
        { stage: 'prepare', microseconds: 5 },
        { stage: 'level 2: table', microseconds: 1 },
        { stage: 'level 2: scan', microseconds: 2 },
        { stage: 'level 2: score', microseconds: 3 },
        { stage: 'level 1: table', microseconds: 4 },
        { stage: 'level 1: scan', microseconds: 5 },
        { stage: 'level 1: score', microseconds: 6 },
        { stage: 'rows: table', microseconds: 7 },
        { stage: 'rows: scan', microseconds: 80 },
        { stage: 'rows: re-rank', microseconds: 90 },
        { stage: 'answer', microseconds: 5 },
      ],
    },
    graph: { links: 300, brought: 4 },
  },
  ...part,
})

const steps = (result: RecallResult, signal: string): string[] =>
  funnelOf(result)!
    .branches.find((branch) => branch.signal === signal)!
    .steps.map(({ count, label, microseconds }) => `${count} ${label} ${microseconds ?? '-'}`)

describe('funnelOf', () => {
  it('IDX-8 tells each level of a tree with its times', () => {
    expect(steps(answer(), 'vector')).toEqual([
      '20 centroids scored, level 1 3',
      '6 lists in the beam, level 1 3',
      '120 centroids scored, level 2 9',
      '24 beams kept, level 2 6',
      '22 lists scanned -',
      '8000 codes scored 87',
      '500 re-ranked exactly 90',
      '180 candidates -',
    ])
  })

  it('IDX-5 says plainly that all were compared', () => {
    const vector = {
      path: 'exact' as const,
      effort: null,
      levels: [],
      compared: 4484,
      stages: [{ stage: 'exact', microseconds: 700 }],
    }
    const exact = answer({ trace: { terms: [], documents: 4484, vector, graph: null } })
    expect(steps(exact, 'vector')).toEqual(['4484 compared one by one 700', '180 candidates -'])
    expect(funnelOf(exact)!.isExact).toBe(true)
    expect(funnelOf(exact)!.branches.map(({ signal }) => signal)).toEqual(['keyword', 'vector'])
  })

  it('has no levels where the vectors are out of reach', () => {
    const trace = { terms: [], documents: 3, vector: null, graph: null }
    expect(steps(answer({ trace }), 'vector')).toEqual(['180 candidates -'])
  })

  it('tells the links that were walked, and what only they brought', () => {
    expect(steps(answer(), 'graph')).toEqual(['300 links walked -', '4 only by links -', '12 candidates -'])
  })

  it('lays the stages out in time: words run beside vectors, fusing comes after both', () => {
    const { times, total } = funnelOf(answer())!
    expect(times.map(({ id, from }) => [id, from])).toEqual([
      ['embed', 0],
      ['keyword', 0],
      ['vector', 200],
      ['graph', 3000],
      ['fuse', 3500],
    ])
    expect(total).toBe(4000)
  })

  it('is nothing for an answer without a trace', () => {
    expect(funnelOf(answer({ trace: null }))).toBeNull()
  })
})

describe('widths', () => {
  it('go by the logarithm from nothing to all', () => {
    expect(logShare(0, 1000)).toBe(0)
    expect(logShare(1000, 1000)).toBe(1)
    expect(logShare(5000, 1000)).toBe(1)
    expect(logShare(31, 1023)).toBeCloseTo(0.5)
    expect(logShare(3, 0)).toBe(0)
  })
})

it('writes microseconds as people read them', () => {
  expect([12.4, 999, 1240, 123_456].map(formatMicroseconds)).toEqual(['12 µs', '999 µs', '1.24 ms', '123 ms'])
})
