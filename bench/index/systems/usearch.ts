import { rmSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileSize } from '../data/array-file.ts'
import { loadPeer } from '../peers/load-peer.ts'
import { type BenchSystem, evenWidths, type SystemKind, type SystemOptions } from '../system.ts'

interface Graph {
  add(keys: bigint | BigUint64Array, vectors: Float32Array, threads: number): void
  search(query: Float32Array, k: number, threads: number): { readonly keys: BigUint64Array }
  remove(key: bigint): void
  save(path: string): void
  load(path: string): void
  view(path: string): void
}

interface Usearch {
  readonly Index: new (config: Readonly<Record<string, unknown>>) => Graph
}

type Quantization = 'f32' | 'bf16'

/** Rows at once: a call has its price. */
const batchRows = 1000

const addAll = (graph: Graph, rows: Float32Array, dimension: number): void => {
  const count = rows.length / dimension
  for (let first = 0; first < count; first += batchRows) {
    const length = Math.min(batchRows, count - first)
    const keys = BigUint64Array.from({ length }, (_, i) => BigInt(first + i))
    graph.add(keys, rows.subarray(first * dimension, (first + length) * dimension), 1)
  }
}

/**
 * An index cannot change the width of its search, so that each setting is an index of its own, read from one file: into
 * memory where all fit well, else mapped, where they share it.
 */
const makeOpen = (make: (width: number) => Graph): ((path: string, width: number) => Graph) => {
  const widths = evenWidths(10, 800).length
  return (path, width) => {
    const graph = make(width)
    if (widths * fileSize(path) < freemem() / 2) graph.load(path)
    else graph.view(path)
    return graph
  }
}

const start = (quantization: Quantization, { dimension }: SystemOptions): BenchSystem => {
  const { Index } = loadPeer<Usearch>('usearch')
  const make = (width: number): Graph =>
    new Index({
      dimensions: dimension,
      metric: 'ip',
      quantization,
      connectivity: 16,
      expansion_add: 200,
      expansion_search: width,
      multi: false,
    })
  const open = makeOpen(make)
  const widths = evenWidths(10, 800)
  const own = join(tmpdir(), `soma-bench-${process.pid}-${quantization}.usearch`)
  /** The one that is built and changed. */
  let first = make(64)
  let current = first
  let file: string | undefined
  const opened = new Map<number, Graph>()
  const fileOfFirst = (): string => {
    if (file === undefined) {
      first.save(own)
      file = own
    }
    return file
  }
  return {
    name: `usearch ${quantization}`,
    settings: widths.map((width) => ({
      label: `ef ${width}`,
      use() {
        current = opened.get(width) ?? open(fileOfFirst(), width)
        opened.set(width, current)
      },
    })),
    build: (rows) => addAll(first, rows, dimension),
    prepare: (query) => (k) => current.search(query, k, 1).keys,
    insert: (key, row) => first.add(BigInt(key), row, 1),
    remove: (key) => first.remove(BigInt(key)),
    save: (path) => first.save(path),
    load(path) {
      first = make(64)
      first.load(path)
      current = first
      file = path
    },
    close() {
      opened.clear()
      rmSync(own, { force: true })
    },
  }
}

/** Its JavaScript binding has no filter. */
export const usearch = (quantization: Quantization): SystemKind => ({
  name: `usearch ${quantization}`,
  cached: true,
  start: (options) => start(quantization, options),
})
