import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadPeer } from '../peers/load-peer.ts'
import { type BenchSystem, evenWidths, type SystemKind, type SystemOptions } from '../system.ts'

type Parameters = Readonly<Record<string, unknown>>

interface Collection {
  insertSync(rows: { id: string; vectors: { row: Float32Array } }[]): unknown
  querySync(query: Parameters): { readonly id: string }[]
  optimizeSync(options: { concurrency: number }): void
  closeSync(): void
}

interface Zvec {
  readonly CollectionSchema: new (schema: Parameters) => object
  readonly IndexType: { readonly HNSW: number; readonly IVF_RABITQ: number }
  readonly MetricType: { readonly IP: number }
  readonly DataType: { readonly VECTOR_FP32: number }
  initialize(options: Parameters): void
  createAndOpen(path: string, schema: object, options: Parameters): Collection
  open(path: string, options: Parameters): Collection
}

type Variant = 'hnsw' | 'ivf-rabitq'

const batchRows = 1000
const errorsOnly = 3

let initialised: Zvec | undefined

/** It can be set up once in a process, and starts as many threads as there are cores unless told not to. */
const load = (): Zvec => {
  if (!initialised) {
    // The package over it adds names only, and asks for five more platforms, of which some registries have none.
    const zvec = loadPeer<Zvec>('@zvec/bindings-linux-x64')
    zvec.initialize({ queryThreads: 1, optimizeThreads: 1, logLevel: errorsOnly })
    initialised = zvec
  }
  return initialised
}

interface Plan {
  readonly index: Parameters
  readonly searches: readonly { readonly label: string; readonly params: Parameters }[]
}

const planOf = (variant: Variant, { IndexType, MetricType }: Zvec, capacity: number): Plan => {
  if (variant === 'hnsw') {
    const indexType = IndexType.HNSW
    return {
      index: { indexType, metricType: MetricType.IP, m: 16, efConstruction: 200 },
      searches: evenWidths(10, 800).map((ef) => ({ label: `ef ${ef}`, params: { indexType, ef } })),
    }
  }
  const indexType = IndexType.IVF_RABITQ
  return {
    index: { indexType, metricType: MetricType.IP, nList: Math.round(2 * Math.sqrt(capacity)) },
    // Six widths without and six with the refiner, which compares the candidates again by their full vectors.
    searches: [false, true].flatMap((isUsingRefiner) =>
      [4, 8, 16, 32, 64, 128].map((nprobe) => ({
        label: `nprobe ${nprobe}${isUsingRefiner ? ', refined' : ''}`,
        params: { indexType, nprobe, isUsingRefiner },
      })),
    ),
  }
}

const start = (variant: Variant, { dimension, capacity }: SystemOptions): BenchSystem => {
  const zvec = load()
  const { index, searches } = planOf(variant, zvec, capacity)
  // Not mapped: the others have their vectors in memory too.
  const opening = { enableMMAP: true }
  const folder = mkdtempSync(join(tmpdir(), 'soma-bench-zvec-'))
  const own = join(folder, 'collection')
  let collection: Collection | undefined
  let params = searches[0]!.params
  const create = (): Collection => {
    const row = { name: 'row', dataType: zvec.DataType.VECTOR_FP32, dimension, indexParams: index }
    return zvec.createAndOpen(own, new zvec.CollectionSchema({ name: 'rows', vectors: [row] }), opening)
  }
  return {
    name: `zvec ${variant}`,
    settings: searches.map((search) => ({
      label: search.label,
      use() {
        params = search.params
      },
    })),
    build(rows) {
      collection = create()
      const count = rows.length / dimension
      for (let first = 0; first < count; first += batchRows) {
        const length = Math.min(batchRows, count - first)
        const batch = Array.from({ length }, (_, i) => ({
          id: String(first + i),
          vectors: { row: rows.subarray((first + i) * dimension, (first + i + 1) * dimension) },
        }))
        collection.insertSync(batch)
      }
      collection.optimizeSync({ concurrency: 1 })
    },
    prepare: (vector) => (topk) => {
      const found = collection!.querySync({ fieldName: 'row', vector, topk, params, outputFields: [] })
      return found.map(({ id }) => Number(id))
    },
    save(path) {
      // It keeps itself on disk; what is in memory gets there when it is closed.
      collection?.closeSync()
      cpSync(own, path, { recursive: true })
      collection = zvec.open(own, opening)
    },
    load(path) {
      // It takes a lock even to read.
      cpSync(path, own, { recursive: true })
      collection = zvec.open(own, opening)
    },
    close() {
      collection?.closeSync()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Single inserts wait unindexed for the next optimisation, and its filters are SQL over columns: neither is compared. */
export const zvec = (variant: Variant): SystemKind => ({
  name: `zvec ${variant}`,
  cached: true,
  start: (options) => start(variant, options),
})
