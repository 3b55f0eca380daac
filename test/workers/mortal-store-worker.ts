import { workerData } from 'node:worker_threads'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { serveStore } from '#workers/serve-store'
import type { StoreWorkerData } from '#workers/store-threads'
import { serveThread } from '#workers/thread'

/** The store worker, but a namespace whose name says so is its death. */
await serveThread(async () => {
  const { searches, keywords: _, ...options } = workerData as StoreWorkerData
  const { db, created } = openDatabase(options)
  const store = searches ? serveStore(sqliteStore(db), null) : sqliteStore(db)
  const stats = (namespace: string) => (namespace === 'die' ? process.exit(1) : store.stats(namespace))
  const createNamespace: typeof store.createNamespace = (name, meta) =>
    name === 'die' ? process.exit(1) : store.createNamespace(name, meta)
  const keywords: typeof store.keywords = (query) =>
    query.namespace === 'die' ? process.exit(1) : store.keywords(query)
  return { methods: { ...store, stats, createNamespace, keywords }, details: { created } }
})
