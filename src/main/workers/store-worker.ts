import { workerData } from 'node:worker_threads'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { serveStore } from './serve-store.ts'
import type { StoreWorkerData } from './store-threads.ts'
import { serveThread } from './thread.ts'

/** One SQLite connection in a thread of its own; several of them share a file (WAL). */
await serveThread(async () => {
  const { searches, ...options } = workerData as StoreWorkerData
  const { db, created } = openDatabase(options)
  const store = sqliteStore(db)
  return { methods: { ...(searches ? serveStore(store) : store) }, details: { created } }
})
