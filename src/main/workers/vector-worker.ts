import { workerData } from 'node:worker_threads'
import { loadStaticEmbedder } from '#embedders/static/load-static-embedder'
import type { IndexSettings } from '#engine/fractal/search-settings'
import { serveIndex } from './serve-index.ts'
import { serveThread } from './thread.ts'

export interface VectorWorkerData {
  /** File of the static embedder's word table. */
  readonly asset: string
  /** Worker that does the index's long jobs. */
  readonly jobWorker: string
  /** Where the index is saved; null where nothing outlives the program. */
  readonly snapshot: string | null
  readonly settings?: Partial<IndexSettings>
}

/** Embedding and vector search in a thread of their own: neither ever waits for the other's thread to be free. */
await serveThread(async () => {
  const { asset, ...index } = workerData as VectorWorkerData
  const embedder = loadStaticEmbedder(asset)
  const { dimension } = embedder
  return {
    methods: {
      embed: (texts: readonly string[]) => embedder.embed(texts),
      ...serveIndex({ ...index, dimension }),
    },
    details: { id: embedder.id, dimension },
  }
})
