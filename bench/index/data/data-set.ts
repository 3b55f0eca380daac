import { join } from 'node:path'
import { fileSize, readDoubles, readFloats, writeArrays } from './array-file.ts'
import { cacheFolder } from './cache-folder.ts'
import { type ExactTop, exactTop } from './exact-top.ts'
import type { RowSource } from './row-source.ts'
import { rowsOf } from './vectors.ts'

/** A file of rows is [queries | later rows | base], so that another number of base rows changes nothing before it. */
const queryCount = 1000
const laterCount = 3000
const truthDepth = 100

export interface DataSet {
  readonly name: string
  readonly dimension: number
  /** Number of base rows. */
  readonly n: number
  /** Row-major; the key of a row is its number. */
  readonly base: Float32Array
  readonly queries: readonly Float32Array[]
  /** Rows to insert when the base is in. */
  readonly later: readonly Float32Array[]
  /** The nearest base rows of each query. */
  readonly truth: ExactTop
}

async function* takeRows(source: RowSource, count: number): AsyncIterable<Float32Array> {
  let left = count * source.dimension
  for await (const block of source.blocks()) {
    yield block.length > left ? block.subarray(0, left) : block
    left -= Math.min(left, block.length)
    if (left === 0) return
  }
  throw new Error(`${source.name} ended ${left / source.dimension} rows before its ${count}`)
}

/** The file of rows, made where there is none that is long enough. */
const rowFile = async (source: RowSource, count: number): Promise<string> => {
  const path = join(cacheFolder, `${source.name}.f32`)
  if (fileSize(path) >= count * source.dimension * 4) return path
  console.log(`Making ${count} rows of ${source.name}, once`)
  await writeArrays(path, takeRows(source, count))
  return path
}

const readTruth = async (
  path: string,
  { base, queries }: Pick<DataSet, 'base' | 'queries'>,
): Promise<ExactTop> => {
  const length = queries.length * truthDepth
  // Scores and row numbers in one file, both as float64, which holds both exactly.
  if (fileSize(path) !== 16 * length) {
    console.log(`Comparing ${queries.length} queries with all rows, once`)
    const { rows, scores } = exactTop(base, queries, { k: truthDepth })
    await writeArrays(path, [scores, Float64Array.from(rows)])
  }
  return {
    k: truthDepth,
    scores: readDoubles(path, 0, length),
    rows: Uint32Array.from(readDoubles(path, length, length)),
  }
}

/**
 * The data set of a source with its first n rows as base; `queryLimit` makes the truth of fewer queries, for sets where
 * all of it would take long.
 */
export const openDataSet = async (
  source: RowSource,
  { n: wanted, queryLimit = queryCount }: { readonly n: number; readonly queryLimit?: number },
): Promise<DataSet> => {
  const { name, dimension } = source
  const held = queryCount + laterCount
  const n = Math.min(wanted, source.count - held)
  const path = await rowFile(source, held + n)
  const base = readFloats(path, held * dimension, n * dimension)
  const queries = rowsOf(readFloats(path, 0, queryLimit * dimension), dimension)
  const later = rowsOf(readFloats(path, queryCount * dimension, laterCount * dimension), dimension)
  const truthFile = join(cacheFolder, `${name}-${n}.truth-${queryLimit}`)
  const truth = await readTruth(truthFile, { base, queries })
  return { name, dimension, n, base, queries, later, truth }
}
