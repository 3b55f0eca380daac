import { describe, expect, it } from 'vitest'
import { type Codebook, codingOf, trainCodebook } from './codebook.ts'
import { words } from './kernel/kernel.ts'
import { randomFrom } from './random.ts'

const width = 32
const rows = 600

const learn = (scaleOf: (column: number) => number, importanceOf = (_: number): number => 1): Codebook => {
  const random = randomFrom(3)
  const residuals = Float32Array.from({ length: rows * width }, (_, i) => random() * scaleOf(i % width))
  const importance = Float32Array.from({ length: width }, (_, column) => importanceOf(column))
  const steps = trainCodebook(residuals, importance, random)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Subspaces that begin among the first half of the columns. */
const inFirstHalf = ({ columns }: Codebook): number => {
  let first = 0
  return columns.filter((count) => {
    first += count
    return first <= width / 2
  }).length
}

describe('codebook', () => {
  it('divides all columns among as many subspaces as a code has room for', () => {
    const { columns, words: book } = learn(() => 1)
    expect(columns.length).toBe(codingOf(width).subspaces)
    expect(columns.reduce((sum, count) => sum + count, 0)).toBe(width)
    expect(book.length).toBe(width * words)
    expect(new Set(columns)).toEqual(new Set([2]))
  })

  it('gives more subspaces to columns that differ more, and to those that queries have more of', () => {
    const half = codingOf(width).subspaces / 2
    const isFirst = (column: number): boolean => column < width / 2
    expect(inFirstHalf(learn((column) => (isFirst(column) ? 1 : 0.2)))).toBeGreaterThan(half * 1.3)
    expect(
      inFirstHalf(
        learn(
          () => 1,
          (column) => (isFirst(column) ? 1 : 0.05),
        ),
      ),
    ).toBeGreaterThan(half * 1.3)
  })

  it('does with columns that say nothing', () => {
    const { columns, words: book } = learn(() => 0)
    expect(columns.reduce((sum, count) => sum + count, 0)).toBe(width)
    expect(book.every((value) => value === 0)).toBe(true)
  })
})
