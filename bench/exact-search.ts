import { parseArgs } from 'node:util'
import type { VectorBatch } from '#engine/ports'
import { ExactIndex } from '#engine/vectors/exact-index'
import type { DotKernel } from '#engine/vectors/kernel-memory'
import { plainKernel } from '#engine/vectors/plain-kernel'
import { createSimdKernel } from '#engine/vectors/simd-kernel'

/**
 * How long an exact search takes, for both kernels and for filters that let through some of the rows; and how fast
 * rows come in. `node bench/exact-search.ts [--rows 100000] [--dimension 512] [--k 200] [--runs 40] [--data even]`
 */

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    dimension: { type: 'string', default: '512' },
    k: { type: 'string', default: '200' },
    runs: { type: 'string', default: '40' },
    /** `even`: any direction; `clusters`: 300 of them, near to each other as texts are; `same`: all rows are one. */
    data: { type: 'string', default: 'even' },
    kernel: { type: 'string', default: 'all' },
  },
})
const count = Number(values.rows)
const dimension = Number(values.dimension)
const k = Number(values.k)
const runs = Number(values.runs)

/** mulberry32 */
const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Nearly normal, which is all that a direction needs. */
const normal = (random: () => number): number => random() + random() + random() + random() - 2

const direction = (random: () => number): Float32Array => {
  const vector = Float32Array.from({ length: dimension }, () => normal(random))
  const norm = Math.hypot(...vector)
  return vector.map((value) => value / norm)
}

const mixed = (a: Float32Array, b: Float32Array, share: number): Float32Array => {
  const sum = a.map((value, i) => value * share + b[i]! * (1 - share))
  const norm = Math.hypot(...sum)
  return sum.map((value) => value / norm)
}

/** Makes one vector after the other. */
const makerOf = (random: () => number): (() => Float32Array) => {
  if (values.data === 'even') return () => direction(random)
  const centres = Array.from({ length: values.data === 'same' ? 1 : 300 }, () => direction(random))
  if (values.data === 'same') return () => centres[0]!
  return () => mixed(centres[Math.floor(random() * centres.length)]!, direction(random), 0.6)
}

const batchSize = 4096

const batchOf = (first: number, make: () => Float32Array): VectorBatch => {
  const size = Math.min(batchSize, count - first)
  const vectors = new Float32Array(size * dimension)
  for (let i = 0; i < size; i++) vectors.set(make(), i * dimension)
  return {
    spaces: new Uint32Array(size).fill(1),
    keys: Uint32Array.from({ length: size }, (_, i) => first + i),
    alive: new Uint8Array(size).fill(1),
    vectors,
    cursor: { seq: 0, key: 0 },
    complete: true,
  }
}

const fill = (kernel: DotKernel): { index: ExactIndex; perSecond: number } => {
  const index = new ExactIndex({ dimension, kernel })
  const make = makerOf(randomFrom(1))
  let spent = 0
  for (let first = 0; first < count; first += batchSize) {
    const batch = batchOf(first, make)
    const start = performance.now()
    index.apply(batch)
    spent += performance.now() - start
  }
  return { index, perSecond: Math.round((count / spent) * 1000) }
}

const times = (index: ExactIndex, share: number): number[] => {
  const random = randomFrom(2)
  const allowed = Uint32Array.from({ length: count }, (_, key) => key).filter(() => random() < share)
  const make = makerOf(randomFrom(3))
  const measured = Array.from({ length: runs + 5 }, () => {
    const query = { space: 1, vector: make(), k, ...(share < 1 && { allowed }) }
    const start = performance.now()
    index.search(query)
    return performance.now() - start
  })
  // The first ones warm the compiler up.
  return measured.slice(5).sort((a, b) => a - b)
}

const quantile = (sorted: readonly number[], q: number): string =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!.toFixed(2)

const filters = [
  ['none', 1],
  ['50 %', 0.5],
  ['10 %', 0.1],
  ['1 %', 0.01],
] as const

const simd = createSimdKernel()
const kernels = [...(simd ? [simd] : []), plainKernel].filter(
  ({ name }) => values.kernel === 'all' || values.kernel === name,
)
const table = kernels.flatMap((kernel) => {
  const { index, perSecond } = fill(kernel)
  const { bytes } = index.stats()
  const lines = filters.map(([filter, share]) => {
    const sorted = times(index, share)
    return {
      kernel: kernel.name,
      filter,
      // What the machine can do; the others say what else it was doing.
      'best ms': quantile(sorted, 0),
      'p50 ms': quantile(sorted, 0.5),
      'p95 ms': quantile(sorted, 0.95),
      'rows in /s': perSecond,
      MiB: Math.round(bytes / 2 ** 20),
    }
  })
  index.close()
  return lines
})
console.log(`${count} rows of ${dimension} (${values.data}), k = ${k}, ${runs} runs`)
console.table(table)
