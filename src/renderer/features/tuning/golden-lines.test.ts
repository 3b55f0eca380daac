import { expect, it } from 'vitest'
import type { KeptRun } from '#contract/golden'
import { goldenLines } from './golden-lines.ts'

const run = (at: number, recallK: number | null): KeptRun =>
  ({ at, measures: recallK === null ? null : { recallK } }) as KeptRun

it('QUAL-2 golden sets are lines beside the watch: each run holds until the next, and nothing is known before the first', () => {
  const sets = [
    { name: 'nightly', runs: [run(30, 0.8), run(10, 0.9), run(20, null)] },
    { name: 'never', runs: [] },
    { name: 'later', runs: [run(99, 1)] },
    { name: 'b', runs: [run(0, 0.5)] },
    { name: 'c', runs: [run(0, 0.6)] },
  ]
  const lines = goldenLines(sets, [5, 10, 25, 30, 40])
  expect(lines.map(({ label }) => label)).toEqual(['golden: nightly', 'golden: b'])
  expect(lines[0]?.values).toEqual([null, 0.9, 0.9, 0.8, 0.8])
  expect(new Set(lines.map(({ color }) => color)).size).toBe(2)
  expect(goldenLines(sets, [])).toEqual([])
})
