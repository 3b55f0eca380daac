import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { IndexFile } from '#workers/index-file'
import type { BenchSystem, SystemOptions } from '../system.ts'
import { batchesOf, putBatch, removeBatch, space } from './vector-batch.ts'

type Width = readonly [beam: number, candidates: number]

/** Twelve widths for codes of two columns a word, and for those of four, which are rougher: more candidates need scoring. */
const fineWidths: readonly Width[] = [
  [8, 40],
  [16, 60],
  [24, 60],
  [32, 80],
  [40, 100],
  [52, 100],
  [68, 130],
  [90, 150],
  [120, 200],
  [160, 250],
  [220, 300],
  [320, 400],
]
const roughWidths: readonly Width[] = [
  [4, 40],
  [8, 60],
  [12, 60],
  [16, 60],
  [20, 80],
  [26, 80],
  [32, 100],
  [44, 120],
  [64, 150],
  [96, 200],
  [140, 300],
  [220, 500],
]

type Way = 'bulk' | 'grown'

/**
 * Our index. In bulk it gets all rows and then builds its tree; grown, it gets one row after the other, and does what
 * upkeep that one calls for before the next: splits, and a tree built anew whenever there are twice as many rows.
 */
export const startFractal = (way: Way, { dimension }: SystemOptions): BenchSystem => {
  const index = new FractalIndex({
    dimension,
    kernel: chooseKernel(),
    seed: 1,
    settings: { rebuildSizeDelta: 1 },
  })
  let settings: { beam: number; candidates: number } | undefined
  return {
    name: way === 'bulk' ? 'fractal' : 'fractal grown',
    settings: (dimension > 256 ? roughWidths : fineWidths).map(([beam, candidates]) => ({
      label: `beam ${beam}, candidates ${candidates}`,
      use() {
        settings = { beam, candidates }
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
    close: () => index.close(),
  }
}
