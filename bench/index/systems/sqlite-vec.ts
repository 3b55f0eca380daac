import Database from 'better-sqlite3'
import { loadPeer } from '../peers/load-peer.ts'
import type { BenchSystem, SystemKind, SystemOptions } from '../system.ts'

interface SqliteVec {
  getLoadablePath(): string
}

const blobOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const start = ({ dimension }: SystemOptions): BenchSystem => {
  const database = new Database(':memory:')
  database.loadExtension(loadPeer<SqliteVec>('sqlite-vec').getLoadablePath())
  // Rows are of length 1, so that the order by distance is the order by dot product.
  database.exec(`create virtual table rows using vec0(vector float[${dimension}])`)
  const put = database.prepare('insert into rows (rowid, vector) values (?, ?)')
  const remove = database.prepare('delete from rows where rowid = ?')
  const nearest = database.prepare('select rowid from rows where vector match ? and k = ?').pluck()
  const nearestOf = database
    .prepare(
      'select rowid from rows where vector match ? and k = ? and rowid in (select value from json_each(?))',
    )
    .pluck()
  const insert = (key: number, row: Float32Array): void => {
    put.run(BigInt(key), blobOf(row))
  }
  return {
    name: sqliteVec.name,
    settings: [{ label: 'all rows', use: () => {} }],
    build: database.transaction((rows: Float32Array) => {
      for (let key = 0; key < rows.length / dimension; key++) {
        insert(key, rows.subarray(key * dimension, (key + 1) * dimension))
      }
    }),
    prepare(query) {
      const blob = blobOf(query)
      return (k) => nearest.all(blob, k) as number[]
    },
    prepareFiltered(allowed) {
      const keys = JSON.stringify([...allowed])
      return (query) => {
        const blob = blobOf(query)
        return (k) => nearestOf.all(blob, k, keys) as number[]
      }
    },
    insert,
    remove(key) {
      remove.run(BigInt(key))
    },
    close: () => database.close(),
  }
}

/** Compares with all rows too, inside SQLite, in memory. */
export const sqliteVec: SystemKind = { name: 'sqlite-vec', cached: false, start }
