import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { blockRows, histogramBins, type Kernel, ownBytes, scanScratchBytes } from './kernel.ts'
import { plainKernel } from './plain-kernel.ts'
import { createSimdKernel } from './simd-kernel.ts'

const simdKernel = createSimdKernel()
const kernels = [plainKernel, ...[simdKernel].filter((kernel) => kernel !== null)]
const memoryBytes = 2 ** 19
const memories = new Map(kernels.map((kernel) => [kernel, kernel.createMemory(memoryBytes)]))

const width = 8
/** What nobody may write to. */
const guard = 0x5eed

interface Trial {
  /** By the codes, 0 to 15. */
  readonly scores: readonly number[]
  /** By the rows themselves. */
  readonly dots: readonly number[]
  readonly keep: number
  readonly room: number
  readonly first: number
  readonly k: number
  readonly slack: number
}

interface Outcome {
  readonly found: readonly number[]
  readonly dots: readonly number[]
  readonly scored: number
  readonly isWithinRoom: boolean
}

/** Scans one list of rows that have these scores. */
const tryOut = (kernel: Kernel, { scores, dots, keep, room, first, k, slack }: Trial): Outcome => {
  const { buffer, run } = memories.get(kernel)!
  const bytes = new Uint8Array(buffer, 0, memoryBytes)
  const u32 = new Uint32Array(buffer, 0, memoryBytes / 4)
  const f32 = new Float32Array(buffer, 0, memoryBytes / 4)
  bytes.fill(0, ownBytes)
  let next = ownBytes
  const take = (size: number): number => {
    const address = next
    next += Math.ceil(size / 64) * 64
    return address
  }
  const query = take(width * 4)
  const rows = take(scores.length * width * 4)
  const codes = take(scores.length * 2 + 2 * blockRows)
  const ids = take(scores.length * 4)
  const lists = take(16)
  const probe = take(4)
  const table = take(64)
  const bins = take(scanScratchBytes + histogramBins * 4) + scanScratchBytes
  const candidates = { scores: take(room * 4 + 4), ids: take(room * 4 + 4) }
  const ranked = { scores: take(scores.length * 4), ids: take(scores.length * 4) }

  f32[query / 4] = 1
  u32.set([codes, ids, scores.length, 0], lists / 4)
  // Of four subspaces one says something.
  for (let word = 0; word < 16; word++) bytes[table + word] = word
  const firstId = rows / (width * 4)
  for (const [i, score] of scores.entries()) {
    bytes[codes + Math.floor(i / blockRows) * 2 * blockRows + (i % blockRows)] = score
    u32[ids / 4 + i] = firstId + i
    f32[rows / 4 + i * width] = dots[i] ?? 0
  }
  const ends = [candidates.scores / 4 + room, candidates.ids / 4 + room]
  for (const end of ends) u32[end] = guard
  run.beginScan(bins, candidates.scores, candidates.ids, room, keep, 0)
  run.scanLists(probe, probe, 1, lists, 4, table, 1)
  const count = run.rerank(query, width, first, k, 0, 1, k, 1, slack, 0, 0, ranked.scores, ranked.ids)
  return {
    found: Array.from(u32.subarray(ranked.ids / 4, ranked.ids / 4 + count), (id) => id - firstId),
    dots: Array.from(f32.subarray(ranked.scores / 4, ranked.scores / 4 + count)),
    scored: run.scoredRows(),
    isWithinRoom: ends.every((end) => u32[end] === guard),
  }
}

const trials: fc.Arbitrary<Trial> = fc
  .record({
    scores: fc.oneof(
      fc.array(fc.nat(3), { maxLength: 200, size: 'max' }),
      fc.array(fc.nat(15), { maxLength: 200, size: 'max' }),
      // More and more, so that many equals come before what is better.
      fc
        .array(fc.tuple(fc.nat(15), fc.nat(30)), { maxLength: 6 })
        .map((runs) =>
          runs.sort(([a], [b]) => a - b).flatMap(([score, times]) => new Array<number>(times).fill(score)),
        ),
    ),
    salt: fc.nat(1000),
    keep: fc.integer({ min: 1, max: 12 }),
    spare: fc.constantFrom(1, 2, 30),
    first: fc.nat(20),
    k: fc.integer({ min: 1, max: 10 }),
    slack: fc.constantFrom(0, 1.5, 4, Number.POSITIVE_INFINITY),
  })
  .map(({ spare, salt, ...trial }) => ({
    ...trial,
    room: 2 * trial.keep + spare,
    dots: trial.scores.map((_, i) => (i * salt) % 16),
  }))

describe.each(kernels)('candidates of a scan, $name kernel', (kernel) => {
  it('IDX-5: are the best in any order, and within their room', () => {
    const property = fc.property(trials, (trial) => {
      const { scores, keep, room } = trial
      const { found, isWithinRoom } = tryOut(kernel, { ...trial, first: room, k: room })
      const worst = scores.toSorted((a, b) => b - a)[keep - 1] ?? 0
      const missing = scores.flatMap((score, i) => (score > worst && !found.includes(i) ? [i] : []))
      expect(missing).toEqual([])
      expect(found.length).toBeGreaterThanOrEqual(Math.min(keep, scores.length))
      expect(found.length).toBeLessThan(room)
      expect(isWithinRoom).toBe(true)
      // Of equals that were too many, some may stay though better ones came later.
      expect(found.filter((i) => scores[i]! < worst).length).toBeLessThanOrEqual(keep)
    })
    fc.assert(property, { numRuns: 300 })
  })

  it('stay within their room where many equals come, and then many of the next score', () => {
    const scores = [...new Array(40).fill(3), ...new Array(40).fill(4)]
    const { found, isWithinRoom } = tryOut(kernel, {
      scores,
      dots: [],
      keep: 3,
      room: 7,
      first: 7,
      k: 7,
      slack: 0,
    })
    expect(isWithinRoom).toBe(true)
    expect(found.filter((i) => scores[i] === 4).length).toBeGreaterThanOrEqual(3)
  })

  it('that stayed of many equals are scored only where the slack reaches down to them', () => {
    const scores = [...new Array(40).fill(5), ...new Array(4).fill(7)]
    const trial = { scores, dots: scores.map(() => 6), keep: 8, room: 17, first: 6, k: 2 }
    expect(tryOut(kernel, { ...trial, slack: 0.5 })).toMatchObject({ found: [40, 41], scored: 4 })
    expect(tryOut(kernel, { ...trial, slack: 2 }).scored).toBe(12)
  })
})

describe('candidates of a scan, plain and simd kernel', () => {
  beforeEach((ctx) => ctx.skip(!simdKernel, 'no relaxed SIMD'))

  it('IDX-9: are the same, and ranked the same', () => {
    const property = fc.property(trials, (trial) => {
      expect(tryOut(plainKernel, trial)).toEqual(tryOut(simdKernel!, trial))
    })
    fc.assert(property, { numRuns: 400 })
  })
})
