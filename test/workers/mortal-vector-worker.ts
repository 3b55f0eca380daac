import { workerData } from 'node:worker_threads'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { serveIndex } from '#workers/serve-index'
import { serveThread } from '#workers/thread'
import type { VectorWorkerData } from '#workers/vector-worker'

/** The vector worker with a small embedder, to which one text is its death. */
await serveThread(async () => {
  const embedder = createHashingEmbedder(32)
  return {
    methods: {
      embed: (texts: readonly string[]) =>
        texts.includes('the end') ? process.exit(1) : embedder.embed(texts),
      ...serveIndex({ ...(workerData as VectorWorkerData), dimension: 32 }),
    },
    details: { id: embedder.id, dimension: embedder.dimension },
  }
})
