import { describe, expect, it } from 'vitest'
import { journalScale, momentsAt, placeBefore } from './journal-scale.ts'

const stretch = (seq: number, at: number) => ({ seq, at, changes: 1, touched: 1 })
const scale = journalScale([stretch(3, 100), stretch(7, 200), stretch(8, 300)])

describe('places on the journal', () => {
  it('are before everything, and right after each stretch', () => {
    expect([0, 1, 2, 3].map(scale.seqAt)).toEqual([0, 3, 7, 8])
    expect([0, 1, 2, 3].map(scale.timeAt)).toEqual([null, 100, 200, 300])
    expect([0, 3, 7, 8].map(scale.placeOf)).toEqual([0, 1, 2, 3])
  })

  it('stand for the last stretch that has ended where a change lies within one', () => {
    expect([2, 5, 1000].map(scale.placeOf)).toEqual([0, 1, 3])
    expect(scale.placeOf('now')).toBe(3)
  })

  it('stay now at the end, whatever comes', () => {
    expect(momentsAt(scale, [1, 3])).toEqual({ from: 3, to: 'now' })
    expect(momentsAt(scale, [0, 2])).toEqual({ from: 0, to: 7 })
  })

  it('are found by time', () => {
    expect([50, 100, 250, 900].map((time) => placeBefore(scale, time))).toEqual([0, 1, 2, 3])
    expect(placeBefore(journalScale([]), 5)).toBe(0)
  })
})
