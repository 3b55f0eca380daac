import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makers, randomFrom, vectorOf } from './naive-index.suite.ts'
import { plainKernel } from './plain-kernel.ts'
import { RowArena } from './row-arena.ts'
import { encodeQuery, isComparable, residualOf } from './row-code.ts'
import { createSimdKernel } from './simd-kernel.ts'

const kernels = [plainKernel, ...[createSimdKernel()].filter((kernel) => kernel !== null)]

describe.each(kernels)('row code, $name kernel', (kernel) => {
  const encoded = (row: Float32Array): { arena: RowArena; scale: number; lost: number } => {
    const arena = new RowArena(kernel, row.length)
    const chunk = arena.take()
    const at = arena.vectorAt(chunk, 0)
    arena.floats.set(row, at / 4)
    arena.encode(at, arena.codesAt(chunk, 0))
    const [scale, lost] = arena.code
    return { arena, scale: scale!, lost: lost! }
  }

  /** Score by the codes, how far off it may be, and the exact score. */
  const scores = (row: Float32Array, query: Float32Array): [middle: number, slack: number, exact: number] => {
    const { arena, scale, lost } = encoded(row)
    const { factor, perScale, perResidual } = encodeQuery(query, arena.queryCodes)!
    arena.query.set(query)
    arena.addresses[0] = arena.codesAt(0, 0)
    arena.scan(1)
    arena.addresses[0] = arena.vectorAt(0, 0)
    arena.score(1)
    return [
      factor * scale * arena.sums[0]!,
      perScale * scale + perResidual * residualOf(lost),
      arena.scores[0]!,
    ]
  }

  it('IDX-5: no score is further from that of its codes than is said', () => {
    const names = Object.keys(makers)
    const property = fc.property(
      fc.integer(),
      fc.constantFrom(1, 2, 3, 16, 40, 513),
      fc.constantFrom(...names),
      fc.constantFrom(...names),
      (seed, dimension, rowMaker, queryMaker) => {
        const random = randomFrom(seed)
        const row = vectorOf(dimension, rowMaker, random)
        const [middle, slack, exact] = scores(row, vectorOf(dimension, queryMaker, random))
        expect(Math.abs(middle - exact)).toBeLessThanOrEqual(slack)
      },
    )
    fc.assert(property, { numRuns: 400 })
  })

  it('IDX-5: holds for rows and queries whose error is all in one direction', () => {
    for (const dimension of [16, 512]) {
      // The first number sets the scale; all others are half a step off.
      const row = new Float32Array(dimension).fill(10.5 / 127).fill(1, 0, 1)
      const error = new Float32Array(dimension).fill(1).fill(0, 0, 1)
      const [middle, slack, exact] = scores(row, error)
      expect(Math.abs(middle - exact)).toBeLessThanOrEqual(slack)
      expect(Math.abs(middle - exact)).toBeGreaterThan(0.9 * slack)
      // Codes say the row exactly, and the query is what is rounded.
      const [rounded, queryOnly, other] = scores(new Float32Array(dimension).fill(1), row)
      expect(Math.abs(rounded - other)).toBeLessThanOrEqual(queryOnly)
      expect(rounded).not.toBe(other)
    }
  })

  it('keeps sums of the longest and flattest rows within int32', () => {
    const ones = new Float32Array(4096).fill(1)
    const [middle, slack, exact] = scores(ones, ones)
    expect(exact).toBe(4096)
    expect(Math.abs(middle - exact)).toBeLessThanOrEqual(slack)
    expect(slack).toBeLessThan(5)
  })

  it.each([Number.NaN, Infinity, -Infinity, 3e38])(
    'tells a row with %d anywhere from one to compare',
    (bad) => {
      for (let i = 0; i < 21; i++) {
        const row = new Float32Array(21).fill(0.1)
        row[i] = bad
        expect(isComparable(encoded(row).scale)).toBe(false)
      }
      expect(isComparable(encoded(new Float32Array(21)).scale)).toBe(true)
    },
  )
})
