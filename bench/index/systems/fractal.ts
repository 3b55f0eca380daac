import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { floatRowBytes } from '#engine/fractal/packed-rows'
import { DiskRows } from '#workers/disk-rows'
import { IndexFile } from '#workers/index-file'
import { crc } from '#workers/snapshot-file'
import type { BenchSystem, SystemOptions } from '../system.ts'
import { batchesOf, putBatch, removeBatch, space } from './vector-batch.ts'

type Width = readonly [beam: number, share: number, candidates: number]

/** For codes of two columns a word, and for those of four, which are rougher: more candidates need scoring. */
const fineWidths: readonly Width[] = [
  [8, 0.7, 40],
  [12, 0.7, 40],
  [12, 0.65, 40],
  [12, 0.6, 40],
  [16, 0.6, 40],
  [20, 0.6, 60],
  [24, 0.6, 40],
  [24, 0.6, 60],
  [24, 0.55, 60],
  [28, 0.55, 60],
  [32, 0.6, 60],
  [32, 0.55, 60],
  [32, 0.5, 60],
  [40, 0.55, 60],
  [40, 0.5, 60],
  [40, 0.5, 80],
  [48, 0.5, 60],
  [48, 0.5, 80],
  [48, 0.45, 80],
  [56, 0.5, 80],
  [64, 0.5, 80],
  [64, 0.45, 80],
  [64, 0.4, 60],
  [80, 0.45, 80],
  [80, 0.45, 110],
  [96, 0.45, 110],
  [96, 0.4, 110],
  [96, 0.3, 110],
  [110, 0.35, 110],
  [140, 0.35, 150],
  [140, 0.3, 130],
  [140, 0.3, 200],
  [160, 0.2, 200],
  [160, 0, 250],
  [220, 0, 300],
  [320, 0, 400],
]
const roughWidths: readonly Width[] = [
  [12, 0.7, 40],
  [16, 0.6, 40],
  [16, 0.6, 60],
  [16, 0.6, 110],
  [16, 0.5, 60],
  [20, 0.55, 60],
  [24, 0.6, 200],
  [24, 0.5, 60],
  [24, 0.45, 60],
  [32, 0.5, 60],
  [32, 0.45, 80],
  [32, 0.4, 80],
  [40, 0.5, 80],
  [40, 0.5, 110],
  [40, 0.45, 80],
  [48, 0.6, 400],
  [48, 0.5, 80],
  [48, 0.45, 80],
  [48, 0.45, 110],
  [56, 0.5, 80],
  [56, 0.45, 80],
  [64, 0.45, 80],
  [64, 0.45, 110],
  [64, 0.3, 150],
  [80, 0.4, 110],
  [80, 0.35, 110],
  [96, 0.4, 110],
  [96, 0.3, 150],
  [110, 0.35, 150],
  [140, 0.4, 150],
  [140, 0.3, 200],
  [140, 0.2, 250],
  [140, 0, 150],
  [140, 0, 300],
  [220, 0, 300],
  [320, 0, 400],
]

type Way = 'bulk' | 'grown' | 'compact'

/**
 * Our index. In bulk it gets all rows and then builds its tree; grown, it gets one row after the other, and does what
 * upkeep that one calls for before the next: splits, and a tree built anew whenever there are twice as many rows.
 * Compact, it is built in bulk, and the float32 of its rows are in a file.
 */
export const startFractal = (way: Way, { dimension }: SystemOptions): BenchSystem => {
  const path = join(tmpdir(), `soma-bench-${process.pid}-${performance.now()}.rows`)
  const file = way === 'compact' ? new DiskRows(path, floatRowBytes(dimension)) : null
  const index = new FractalIndex({
    dimension,
    ...(file && { compact: { file, crc } }),
    kernel: chooseKernel(),
    seed: 1,
    settings: { rebuildSizeDelta: 1 },
  })
  let settings: { beam: number; share: number; candidates: number } | undefined
  return {
    name: way === 'bulk' ? 'fractal' : `fractal ${way}`,
    settings: (dimension > 256 ? roughWidths : fineWidths).map(([beam, share, candidates]) => ({
      label: `beam ${beam}, share ${share}, candidates ${candidates}`,
      use() {
        settings = { beam, share, candidates }
      },
    })),
    build(rows) {
      const size = way === 'grown' ? { size: 1 } : {}
      for (const batch of batchesOf(rows, { dimension, ...size })) {
        index.apply(batch)
        if (way === 'grown') index.settle()
      }
      index.settle()
    },
    prepare: (vector) => (k) => index.search({ space, vector, k, ...(settings && { settings }) }).keys,
    prepareFiltered: (allowed) => (vector) => (k) =>
      index.search({ space, vector, k, allowed, ...(settings && { settings }) }).keys,
    insert: (key, row) => index.apply(putBatch(row, key, dimension)),
    remove: (key) => index.apply(removeBatch(key, dimension)),
    settle: () => index.settle(),
    save(path) {
      const file = new IndexFile(path)
      file.begin(index, { embedder: 'bench', cursor: { seq: 1, key: 1 }, stamp: '' })
      while (file.step());
    },
    load(path) {
      if (!new IndexFile(path).load(index)) throw new Error(`${path} is no saved index`)
    },
    bytes: () => index.stats().bytes,
    close() {
      index.close()
      file?.close()
    },
  }
}
