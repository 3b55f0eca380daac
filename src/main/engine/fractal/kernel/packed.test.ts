import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../random.ts'
import { makers } from './desk.suite.ts'
import { type Kernel, largestOfPacked, packedBytes, packedColumns } from './kernel.ts'
import { plainKernel } from './plain-kernel.ts'
import { createSimdKernel } from './simd-kernel.ts'

const simdKernel = createSimdKernel()
const kernels = [plainKernel, ...[simdKernel].filter((kernel) => kernel !== null)]
const memories = kernels.map((kernel: Kernel) => kernel.createMemory(2 ** 19))

const rowMakers: Record<string, (random: () => number) => number> = {
  ...makers,
  huge: (random) => (random() - 0.5) * 1e15,
  oneLarge: (random) => (random() < 0.02 ? 900 : 0.01) * (random() - 0.5),
  extremes: (random) => (random() < 0.5 ? 1 : -1),
  mixed: (random) => (random() - 0.5) * 10 ** (random() * 20 - 15),
}

interface World {
  readonly seed: number
  readonly width: number
  readonly rows: number
  readonly maker: string
}

const worlds: fc.Arbitrary<World> = fc.record({
  seed: fc.integer(),
  width: fc.constantFrom(8, 16, 24, 104, 384, 776),
  rows: fc.integer({ min: 1, max: 9 }),
  maker: fc.constantFrom(...Object.keys(rowMakers)),
})

const rowAt = 2 ** 16
const queryAt = rowAt + 2 ** 12
const idsAt = queryAt + 2 ** 13
const scoresAt = idsAt + 64
const packedAt = 2 ** 17

/** What each kernel leaves of some rows, a query and their scores. */
const outcomeOf = ({ buffer, run }: (typeof memories)[number], { seed, width, rows, maker }: World) => {
  const random = randomFrom(seed)
  const make = rowMakers[maker]!
  const f32 = new Float32Array(buffer, 0, buffer.byteLength / 4)
  const columns = packedColumns(width)
  const first = Math.ceil(packedAt / packedBytes(width))
  const made = Array.from({ length: rows }, (_, i) => {
    const row = Float32Array.from({ length: width }, () => make(random))
    f32.set(row, rowAt / 4)
    run.packRow(rowAt, width, (first + i) * packedBytes(width))
    run.unpackRow((first + i) * packedBytes(width), width, rowAt)
    const facts = ((first + i) * packedBytes(width) + columns) / 4
    return {
      row,
      steps: new Int8Array(buffer, (first + i) * packedBytes(width), columns).slice(),
      again: f32.slice(rowAt / 4, rowAt / 4 + width),
      scale: f32[facts]!,
      error: f32[facts + 1]!,
    }
  })
  const most = largestOfPacked(width)
  const query = Int16Array.from({ length: columns }, (_, i) =>
    i >= width ? 0 : random() < 0.1 ? most : Math.floor((random() - 0.5) * 2 * most),
  )
  new Int16Array(buffer, queryAt, columns).set(query)
  f32[queryAt / 4 + columns / 2] = 0.001
  const ids = new Uint32Array(buffer, idsAt, rows)
  ids.set(made.map((_, i) => first + i))
  run.dotPackedRows(queryAt, idsAt, rows, width, scoresAt)
  return { made, query, scores: f32.slice(scoresAt / 4, scoresAt / 4 + rows) }
}

describe('packed rows', () => {
  it('IDX-9: are the same with either kernel, to the last bit', (ctx) => {
    ctx.skip(!simdKernel, 'no relaxed SIMD')
    fc.assert(
      fc.property(worlds, (world) => {
        const [plain, simd] = memories.map((memory) => outcomeOf(memory, world))
        expect(plain).toEqual(simd)
      }),
      { numRuns: 200 },
    )
  })

  it('are off by what they say, and scored by whole numbers', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { made, query, scores } = outcomeOf(memories.at(-1)!, world)
        for (const [i, { row, steps, again, scale, error }] of made.entries()) {
          const off = Math.hypot(...row.map((value, column) => value - scale * steps[column]!))
          const length = Math.hypot(...row)
          expect(off).toBeLessThanOrEqual(error * 1.001 + length * 2 ** -20 + 1e-20)
          expect(again).toEqual(Float32Array.from(row, (_, column) => scale * steps[column]!))
          // No column is off by more than half a step, and the largest one by nothing to speak of.
          expect(off).toBeLessThanOrEqual(
            (scale / 2) * 1.001 * Math.sqrt(world.width) + length * 2 ** -20 + 1e-20 * world.width,
          )
          const whole = steps.reduce((sum, step, column) => sum + step * query[column]!, 0)
          expect(Math.abs(whole)).toBeLessThan(2 ** 31)
          expect(scores[i]).toBe(Math.fround(Math.fround(whole) * Math.fround(Math.fround(0.001) * scale)))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('reach the ends of their numbers without passing 32 bits', () => {
    for (const width of [8, 384, 776]) {
      for (const { buffer, run } of memories) {
        const f32 = new Float32Array(buffer, 0, buffer.byteLength / 4)
        const columns = packedColumns(width)
        const id = Math.ceil(packedAt / packedBytes(width))
        f32.fill(-3, rowAt / 4, rowAt / 4 + width)
        run.packRow(rowAt, width, id * packedBytes(width))
        new Int16Array(buffer, queryAt, columns).fill(largestOfPacked(width), 0, width).fill(0, width)
        f32[queryAt / 4 + columns / 2] = 1
        new Uint32Array(buffer, idsAt, 1)[0] = id
        run.dotPackedRows(queryAt, idsAt, 1, width, scoresAt)
        const whole = -127 * largestOfPacked(width) * width
        expect(f32[scoresAt / 4]).toBe(Math.fround(Math.fround(whole) * Math.fround(3 / 127)))
      }
    }
  })
})
