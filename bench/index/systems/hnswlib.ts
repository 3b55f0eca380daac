import { loadPeer } from '../peers/load-peer.ts'
import { type BenchSystem, evenWidths, type SystemKind, type SystemOptions } from '../system.ts'

interface Graph {
  initIndex(capacity: number, connections: number, width: number, seed: number): void
  addPoint(point: number[], label: number): void
  markDelete(label: number): void
  setEf(width: number): void
  searchKnn(query: number[], k: number, filter?: (label: number) => boolean): { readonly neighbors: number[] }
  readIndexSync(path: string): void
  writeIndexSync(path: string): void
  resizeIndex(capacity: number): void
}

interface Hnswlib {
  readonly HierarchicalNSW: new (space: 'ip', dimension: number) => Graph
}

const start = ({ dimension, capacity }: SystemOptions): BenchSystem => {
  const { HierarchicalNSW } = loadPeer<Hnswlib>('hnswlib-node')
  const graph = new HierarchicalNSW('ip', dimension)
  const insert = (key: number, row: Float32Array): void => graph.addPoint(Array.from(row), key)
  return {
    name: hnswlib.name,
    settings: evenWidths(10, 800).map((width) => ({
      label: `ef ${width}`,
      use: () => graph.setEf(width),
    })),
    build(rows) {
      graph.initIndex(capacity, 16, 200, 100)
      for (let key = 0; key < rows.length / dimension; key++) {
        insert(key, rows.subarray(key * dimension, (key + 1) * dimension))
      }
    },
    prepare(query) {
      const numbers = Array.from(query)
      return (k) => graph.searchKnn(numbers, k).neighbors
    },
    prepareFiltered(allowed) {
      const isAllowed = new Uint8Array(capacity)
      for (const key of allowed) isAllowed[key] = 1
      const filter = (key: number): boolean => isAllowed[key] === 1
      return (query) => {
        const numbers = Array.from(query)
        return (k) => graph.searchKnn(numbers, k, filter).neighbors
      }
    },
    insert,
    remove: (key) => graph.markDelete(key),
    save: (path) => graph.writeIndexSync(path),
    load(path) {
      graph.readIndexSync(path)
      graph.resizeIndex(capacity)
    },
    // Its memory goes with the object.
    close: () => {},
  }
}

/** A callback is the only filter it has; deleting only marks. */
export const hnswlib: SystemKind = { name: 'hnswlib-node', cached: true, start }
