import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawnFacts } from '../../../test/graph/drawn-graph.ts'
import type { NodeFacts } from './graph-model.ts'
import { isWithin, laterRange, timeBins } from './time-bins.ts'

const facts = (timestamp: number | null, createdAt: number): NodeFacts => drawnFacts({ timestamp, createdAt })
const time = fc.integer({ min: 0, max: 1000 })
const memory = fc.tuple(fc.option(time), time).map(([at, stored]) => facts(at, stored))

describe('the strip of time', () => {
  it('counts every memory once, in the stretch that its time is in', () => {
    const property = fc.property(fc.array(memory), fc.integer({ min: 1, max: 60 }), (all, bins) => {
      const found = timeBins(all, 'timestamp', bins)
      const known = all.flatMap(({ timestamp }) => timestamp ?? [])
      if (known.length === 0) {
        expect(found).toBeNull()
        return
      }
      const [min, max] = [Math.min(...known), Math.max(...known)]
      // The stretch of a time is the number of borders that it has reached.
      const naive = new Array<number>(bins).fill(0)
      for (const at of known) {
        let bin = 0
        while (max > min && bin < bins - 1 && (at - min) * bins >= (bin + 1) * (max - min)) bin++
        naive[bin] = (naive[bin] ?? 0) + 1
      }
      expect(found).toEqual({ min, max, counts: naive, unknown: all.length - known.length })
    })
    fc.assert(property, { seed: 9, numRuns: 300 })
  })

  it('lets through what is within the range, both ends included, and nothing without a time', () => {
    const range = { by: 'timestamp', from: 10, until: 20 } as const
    const passing = [10, 15, 20].map((at) => isWithin(facts(at, 0), range))
    expect(passing).toEqual([true, true, true])
    expect([9, 21, null].map((at) => isWithin(facts(at, 15), range))).toEqual([false, false, false])
    expect(isWithin(facts(null, 15), { ...range, by: 'createdAt' })).toBe(true)
    expect(isWithin(facts(null, 0), null)).toBe(true)
  })

  it('plays to the end: from the beginning it grows, else it moves', () => {
    const bins = { min: 0, max: 100, counts: [], unknown: 0 }
    const at = (from: number, until: number) => ({ by: 'createdAt' as const, from, until })
    expect(laterRange(at(0, 30), bins, 10)).toEqual(at(0, 40))
    expect(laterRange(at(20, 30), bins, 10)).toEqual(at(30, 40))
    expect(laterRange(at(20, 95), bins, 10)).toEqual(at(25, 100))
    expect(laterRange(at(20, 100), bins, 10)).toBeNull()
  })
})
