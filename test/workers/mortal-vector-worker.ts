import { workerData } from 'node:worker_threads'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { VectorQuery } from '#engine/ports'
import { type ServedIndex, serveIndex } from '#workers/serve-index'
import { serveThread } from '#workers/thread'

/** The vector worker, to which one question is its death. */
await serveThread(async () => {
  const data = workerData as ServedIndex
  const deadly = String(await createHashingEmbedder(data.dimension).embed(['the end']))
  const index = serveIndex(data)
  const search = (query: VectorQuery) =>
    String(query.vector) === deadly ? process.exit(1) : index.search(query)
  return { methods: { ...index, search }, details: null }
})
