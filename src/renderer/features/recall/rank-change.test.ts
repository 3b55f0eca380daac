import { describe, expect, it } from 'vitest'
import { NO_RUNS, nextRuns, type Run, rankChanges, SETTLED_MS } from './rank-change.ts'

const run = (key: string, ids: string, shownAt: number): Run => ({ key, ids: [...ids], shownAt })
const ran = (...runs: Run[]) => runs.reduce(nextRuns, NO_RUNS)
const kinds = (...runs: Run[]) => Object.fromEntries(rankChanges(ran(...runs)))

describe('rank change', () => {
  it('says nothing about a first result', () => {
    expect(kinds(run('a', 'xyz', 0))).toEqual({})
  })

  it('compares with the result that stood before', () => {
    expect(kinds(run('a', 'xyz', 0), run('b', 'zxw', SETTLED_MS))).toEqual({
      z: { kind: 'up', by: 2, from: 3 },
      x: { kind: 'down', by: 1, from: 1 },
      w: { kind: 'new' },
    })
  })

  it('keeps its baseline while somebody types', () => {
    const runs = ran(run('a', 'xyz', 0), run('ab', 'yzx', 1000), run('abc', 'zxy', 1100))
    expect(runs.baseline?.key).toBe('a')
    expect(rankChanges(runs).get('z')).toEqual({ kind: 'up', by: 2, from: 3 })
  })

  it('does not take the same answer, fetched again, for a new run', () => {
    const runs = ran(run('a', 'xyz', 0), run('b', 'yxz', 1000), run('b', 'yxz', 9000))
    expect(runs.baseline?.key).toBe('a')
    expect(runs.current?.shownAt).toBe(1000)
  })

  it('shows what a change of the data moved', () => {
    expect(kinds(run('a', 'xy', 0), run('a', 'yx', 1000))).toMatchObject({ y: { kind: 'up' } })
  })

  it('is silent where the lists share nothing', () => {
    expect(kinds(run('a', 'xyz', 0), run('b', 'uvw', 1000))).toEqual({})
  })

  it('does not call new what the shorter list before could not show', () => {
    expect(kinds(run('a', 'xy', 0), run('a2', 'xyuv', 1000))).toEqual({
      x: { kind: 'same' },
      y: { kind: 'same' },
    })
  })
})
