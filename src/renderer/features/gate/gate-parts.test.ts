import { describe, expect, it } from 'vitest'
import type { PairLabel } from '#contract/duplicates'
import { histogram, stoppedBy, toStep } from './histogram.ts'
import { cursorAfter, meant, moved, toggled } from './inbox-selection.ts'
import { nextPair, overlapBand } from './next-pair.ts'
import { probeOf } from './probe.ts'
import { alikeWords, scaleOf } from './scale.ts'

describe('GATE-5 what a threshold would have stopped', () => {
  it('counts what is below it, reckoned up to all', () => {
    const report = { memories: 1030, sampled: 4, novelties: [0, 0.1, 0.2, 1] }
    expect([0, 0.1, 0.15, 1, 1.1].map((threshold) => stoppedBy(report, threshold, 1))).toEqual([
      0, 258, 515, 773, 1030,
    ])
    expect(stoppedBy(report, 0.1, 0.5)).toBe(515)
    expect(stoppedBy({ memories: 0, sampled: 0, novelties: [] }, 1, 1)).toBe(0)
  })

  it('falls into bins, the last with both its ends', () => {
    expect(histogram([0, 0.1, 0.5, 0.99, 1], 2)).toEqual([2, 3])
    expect(histogram([0.3], 10)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
    expect([toStep(0.126), toStep(-1), toStep(7)]).toEqual([0.13, 0, 1])
  })
})

describe('the pair to judge next', () => {
  const pair = (a: number, b: number, similarity: number) => ({ earlier: [a], later: [b], similarity })
  const label = (a: number, b: number, similarity: number, verdict: PairLabel['verdict']): PairLabel => ({
    id: `${a} ${b}`,
    at: 0,
    members: [[a], [b]],
    similarity,
    verdict,
    embedder: 'e',
  })
  const pairs = [pair(1, 2, 0.99), pair(3, 4, 0.9), pair(5, 6, 0.8), pair(7, 8, 0.5)]

  it('GATE-5 is the one nearest to the threshold, then to the middle of where judgements part', () => {
    expect(nextPair(pairs, [], 0.1)).toBe(pairs[1])
    const labels = [label(2, 1, 0.99, 'same'), label(7, 8, 0.5, 'different')]
    expect(overlapBand(labels)).toEqual({ from: 0.5, to: 0.99 })
    expect(nextPair(pairs, labels, 0.01)).toBe(pairs[2])
    expect(overlapBand([label(1, 2, 0.6, 'same'), label(3, 4, 0.9, 'different')])).toEqual({
      from: 0.6,
      to: 0.9,
    })
  })

  it('is none where all were judged, skipped ones too', () => {
    expect(nextPair([pair(1, 2, 0.9)], [label(2, 1, 0.9, 'skip')], 0.1)).toBeNull()
    expect(nextPair([], [], 0.1)).toBeNull()
  })
})

describe('the walk through the inbox', () => {
  const ids = ['a', 'b', 'c', 'd']

  it('GATE-3 stops at both ends and begins at the first', () => {
    expect([moved(ids, null, 1), moved(ids, 'a', -1), moved(ids, 'd', 1), moved([], 'a', 1)]).toEqual([
      'a',
      'a',
      'd',
      null,
    ])
    expect(moved(ids, 'b', Number.POSITIVE_INFINITY)).toBe('d')
  })

  it('GATE-3 goes on at the next that stays', () => {
    expect(cursorAfter(ids, 'b', new Set(['b', 'c']))).toBe('d')
    expect(cursorAfter(ids, 'd', new Set(['d', 'c']))).toBe('b')
    expect(cursorAfter(ids, null, new Set(ids))).toBeNull()
  })

  it('GATE-3 acts on what is chosen and there, else on the cursor', () => {
    expect(meant({ cursor: 'a', chosen: new Set(['d', 'b', 'gone']) }, ids)).toEqual(['b', 'd'])
    expect(meant({ cursor: 'a', chosen: new Set(['gone']) }, ids)).toEqual(['a'])
    expect(meant({ cursor: 'gone', chosen: new Set() }, ids)).toEqual([])
    expect([...toggled(toggled(new Set(['a']), 'b'), 'a')]).toEqual(['b'])
  })
})

describe('what is asked and what is drawn', () => {
  it('asks nothing of an empty text or of JSON that is none', () => {
    expect(probeOf({ kind: 'text', text: ' ' }).state).toBe('empty')
    expect(probeOf({ kind: 'payload', text: '{"a":' }).state).toBe('broken')
    expect(probeOf({ kind: 'payload', text: '{"a":1}' })).toMatchObject({ asked: { payload: '{"a":1}' } })
    expect(probeOf({ kind: 'text', text: 'a "b"' })).toMatchObject({ payload: '{"text":"a \\"b\\""}' })
  })

  it('GATE-1 keeps scores beyond 1 on the scale, and passes just at the threshold', () => {
    expect(scaleOf({ score: 3, threshold: 0.1 })).toEqual({ at: 100, gateAt: 10, passes: true })
    expect(scaleOf({ score: 0.1, threshold: 0.1 }).passes).toBe(true)
    expect([0.99999, 0.996, -0.2].map(alikeWords)).toEqual(['means the same', '99% alike', '0% alike'])
  })
})
