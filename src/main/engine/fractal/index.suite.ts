import { FractalIndex, type FractalIndexOptions } from './fractal-index.ts'
import type { Kernel } from './kernel/kernel.ts'
import { plainKernel } from './kernel/plain-kernel.ts'
import { createSimdKernel } from './kernel/simd-kernel.ts'
import { batchOf, dot, type Row } from './naive-index.suite.ts'
import { compactParts } from './row-file.suite.ts'
import { normalise } from './workbench.ts'

// A runtime without SIMD has one kernel to test.
export const kernels: readonly Kernel[] = [
  ...[createSimdKernel()].filter((kernel) => kernel !== null),
  plainKernel,
]

/** For what is the same code whichever kernel counts: their answers and their trees are held to each other in same-answers.test. */
export const [kernel = plainKernel] = kernels

interface Variant {
  readonly name: string
  readonly kernel: Kernel
  /** What an index of it is made with besides: each with a file of its own. */
  formOf(dimension: number): Pick<FractalIndexOptions, 'compact'>
}

/** The kernels, and the compact form with the first of them. */
export const variants: readonly Variant[] = [
  ...kernels.map((kernel) => ({ name: `${kernel.name} kernel`, kernel, formOf: () => ({}) })),
  { name: 'compact', kernel, formOf: (dimension) => ({ compact: compactParts(dimension) }) },
]

export const indexOf = (options: FractalIndexOptions, rows: readonly Row[] = []): FractalIndex => {
  const index = new FractalIndex(options)
  index.apply(batchOf(options.dimension, rows))
  return index
}

export const unitVector = (dimension: number, random: () => number): Float32Array => {
  const vector = Float32Array.from({ length: dimension }, () => gaussian(random))
  normalise(vector)
  return vector
}

/** Vectors of length one around centres, as texts are around topics. */
export const clusters = (
  dimension: number,
  {
    count,
    spread,
    random,
  }: { readonly count: number; readonly spread: number; readonly random: () => number },
): ((cluster?: number) => Float32Array) => {
  const centres = Array.from({ length: count }, () => unitVector(dimension, random))
  return (cluster = Math.floor(random() * count)) => {
    const vector = centres[cluster % count]!.map(
      (value) => value + (spread * gaussian(random)) / Math.sqrt(dimension),
    )
    normalise(vector)
    return vector
  }
}

/** Nearly: the sum of four numbers is close enough to a bell. */
const gaussian = (random: () => number): number =>
  (random() + random() + random() + random() - 2) * Math.sqrt(3)

export const rowsOf = (vectors: readonly Float32Array[], { space = 1, from = 0 } = {}): Row[] =>
  vectors.map((vector, i) => ({ space, key: from + i, vector }))

export const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))

/** Takes steps until a tree was built, but not those that calibrate it, which take longer. */
export const grow = (index: FractalIndex): void => {
  const { builds } = index.stats()
  while (index.stats().builds === builds && index.step());
}

/** Sums are compared by scores, so that equal ones stand in for each other. */
export const recallOf = (
  index: FractalIndex,
  queries: readonly Float32Array[],
  how: { readonly k?: number; readonly beam?: number; readonly allowed?: Uint32Array } = {},
): number => {
  const { k = 10, beam, allowed } = how
  let hits = 0
  let wanted = 0
  for (const vector of queries) {
    const query = { space: 1, vector, k, ...(allowed && { allowed }) }
    const { scores } = index.search({ ...query, exact: true })
    const found = index.search({ ...query, ...(beam && { settings: { beam, candidates: 400 } }) })
    hits += found.scores.filter((score) => score >= scores.at(-1)!).length
    wanted += scores.length
  }
  return hits / wanted
}

/** Keys of the stored vectors that a search for them, by the tree, does not find in the first place. */
export const missedBy = (index: FractalIndex, rows: readonly Row[]): number[] =>
  rows
    .filter(({ space = 1, vector }) => {
      const query = vector as Float32Array
      const { scores } = index.search({ space, vector: query, k: 1 })
      return scores[0] !== dot(query, query)
    })
    .map(({ key }) => key)
