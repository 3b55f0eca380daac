import { workerData } from 'node:worker_threads'
import { loadStaticEmbedder } from '#embedders/static/load-static-embedder'
import { chooseKernel } from '#engine/vectors/dot-kernel'
import { ExactIndex } from '#engine/vectors/exact-index'
import { serveThread } from './thread.ts'

export interface VectorWorkerData {
  /** File of the static embedder's word table. */
  readonly asset: string
}

/** Embedding and vector search in a thread of their own: neither ever waits for the other's thread to be free. */
await serveThread(async () => {
  const embedder = loadStaticEmbedder((workerData as VectorWorkerData).asset)
  const index = new ExactIndex({ dimension: embedder.dimension, kernel: chooseKernel() })
  return {
    methods: {
      embed: (texts: readonly string[]) => embedder.embed(texts),
      apply: (batch) => index.apply(batch),
      search: (query) => index.search(query),
      similarities: (space, vector, keys) => index.similarities(space, vector, keys),
      vectorOf: (space, key) => index.vectorOf(space, key),
      dropSpace: (space) => index.dropSpace(space),
      stats: () => index.stats(),
      clear: () => index.close(),
    },
    details: { id: embedder.id, dimension: embedder.dimension },
  }
})
