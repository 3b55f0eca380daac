import { describe, expect, it } from 'vitest'
import { recallOf } from './recall.ts'

const none = Number.NEGATIVE_INFINITY
const truth = {
  k: 4,
  rows: Uint32Array.of(10, 11, 12, 13, 20, 21, 22, 23, 30, 0, 0, 0),
  scores: Float64Array.of(0.9, 0.8, 0.7, 0.6, 0.9, 0.5, 0.5, 0.4, 0.3, none, none, none),
}

describe('recallOf', () => {
  it('is the share of the nearest that was found', () => {
    expect(recallOf([11, 10], truth, { query: 0, k: 2 })).toBe(1)
    expect(recallOf([10, 12], truth, { query: 0, k: 2 })).toBe(0.5)
    expect(recallOf([], truth, { query: 0, k: 2 })).toBe(0)
  })

  it('takes keys of 64 bits', () => {
    expect(recallOf(BigUint64Array.of(10n, 11n), truth, { query: 0, k: 2 })).toBe(1)
  })

  it('takes any of those that are equally near', () => {
    expect(recallOf([20, 22], truth, { query: 1, k: 2 })).toBe(1)
    expect(recallOf([21, 22], truth, { query: 1, k: 2 })).toBe(1)
    expect(recallOf([20, 23], truth, { query: 1, k: 2 })).toBe(0.5)
  })

  it('counts nothing twice and nothing beyond the first k', () => {
    expect(recallOf([10, 10], truth, { query: 0, k: 2 })).toBe(0.5)
    expect(recallOf([12, 13, 10, 11], truth, { query: 0, k: 2 })).toBe(0)
  })

  it('asks for all where there are fewer than k', () => {
    expect(recallOf([30], truth, { query: 2, k: 3 })).toBe(1)
    expect(recallOf([0], truth, { query: 2, k: 3 })).toBe(0)
  })
})
