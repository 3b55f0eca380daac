import { workerData } from 'node:worker_threads'
import { type ServedIndex, serveIndex } from './serve-index.ts'
import { serveThread } from './thread.ts'

/** Vector search in a thread of its own: a bulk of texts that are being embedded does not hold it up. */
await serveThread(async () => ({ methods: serveIndex(workerData as ServedIndex), details: null }))
