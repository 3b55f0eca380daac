import { workerData } from 'node:worker_threads'
import type { RowDifference } from '#engine/doctor/doctor-ports'
import type { RedisClient, RedisSettings } from '#stores/redis/connect'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { Statements } from '#stores/sqlite/statements'
import { examine } from './examine.ts'
import { serveStore } from './serve-store.ts'
import { crc, SnapshotFile } from './snapshot-file.ts'
import type { StoreWorkerData } from './store-threads.ts'
import { serveThread } from './thread.ts'

/** What asks Redis is read where there is one. */
const withCopy = async <T>(
  settings: RedisSettings,
  work: (how: typeof import('./compare-copy.ts'), client: RedisClient) => Promise<T>,
): Promise<T> => {
  const [{ withRedis }, how] = await Promise.all([
    import('#stores/redis/connect'),
    import('./compare-copy.ts'),
  ])
  return withRedis(settings, (client) => work(how, client))
}

/** One SQLite connection in a thread of its own; several of them share a file (WAL). */
await serveThread(async (tell) => {
  const { searches, keywords, redis, ...options } = workerData as StoreWorkerData
  const { db, created } = openDatabase(options)
  const file = keywords === null ? null : new SnapshotFile(keywords.file)
  const store = sqliteStore(db, file && { open: () => file.open(), crc })
  if (redis !== null) {
    const { openLogged } = await import('./open-logged.ts')
    const logged = await openLogged(db, store, { redis, onHealth: tell })
    return { methods: { ...logged.store }, details: { created: logged.created } }
  }
  return {
    methods: {
      ...(searches ? serveStore(store, keywords?.saves ? file : null) : store),
      examine: (folder: string) => examine(store, folder),
      compareCopy: (settings: RedisSettings) =>
        withCopy(settings, ({ compareCopy }, client) => compareCopy(new Statements(db), client)),
      rowsThere: (settings: RedisSettings, rows: readonly RowDifference[]) =>
        withCopy(settings, ({ rowsThere }, client) => rowsThere(client, rows)),
    },
    details: { created },
  }
})
