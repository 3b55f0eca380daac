import { workerData } from 'node:worker_threads'
import { type OpenOptions, openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { serveThread } from '#workers/thread'

/** The store worker, but a namespace whose name says so is its death. */
await serveThread(async () => {
  const { db, created } = openDatabase(workerData as OpenOptions)
  const store = sqliteStore(db)
  const stats = (namespace: string) => (namespace === 'die' ? process.exit(1) : store.stats(namespace))
  const createNamespace: typeof store.createNamespace = (name, meta) =>
    name === 'die' ? process.exit(1) : store.createNamespace(name, meta)
  return { methods: { ...store, stats, createNamespace }, details: { created } }
})
