import { describe, expect, it } from 'vitest'
import { keysOf, MAX_SELECTION, rangeFrom, selectedWords, toggled } from './selection.ts'

describe('selection', () => {
  it('takes a memory in and out by its place, not by its array', () => {
    const both = toggled([[1, 2]], [3])
    expect(both).toEqual([[1, 2], [3]])
    expect(toggled(both, [1, 2])).toEqual([[3]])
  })

  it('knows places by their text', () => {
    expect(keysOf([[1, 2], [0.5]])).toEqual(new Set(['1,2', '0.5']))
  })

  it('stretches from the anchor either way, up to the bound', () => {
    expect(rangeFrom(5, 9)).toEqual({ from: 5, to: 9 })
    expect(rangeFrom(9, 5)).toEqual({ from: 5, to: 9 })
    expect(rangeFrom(0, 1_000_000)).toEqual({ from: 0, to: MAX_SELECTION - 1 })
    expect(rangeFrom(1_000_000, 0)).toEqual({ from: 1_000_001 - MAX_SELECTION, to: 1_000_000 })
  })

  it('says how much of it was taken', () => {
    expect(selectedWords(312, 4484)).toBe('312 selected')
    expect(selectedWords(10_000, 10_000)).toBe('10,000 selected')
    expect(selectedWords(10_000, 118_004)).toBe('first 10,000 of 118,004 selected, the most at once')
  })
})
