import { workerData } from 'node:worker_threads'
import { type OpenOptions, openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { serveThread } from './thread.ts'

/** One SQLite connection in a thread of its own; several of them share a file (WAL). */
await serveThread(async () => {
  const { db, created } = openDatabase(workerData as OpenOptions)
  return { methods: { ...sqliteStore(db) }, details: { created } }
})
