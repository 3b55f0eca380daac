import { workerData } from 'node:worker_threads'
import { unreachable } from '#contract/unreachable'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { loadStaticEmbedder } from '#embedders/static/load-static-embedder'
import type { IndexSettings } from '#engine/fractal/search-settings'
import type { Embedder } from '#engine/ports'
import { serveIndex } from './serve-index.ts'
import { serveThread } from './thread.ts'

/** What embeds in the thread of the index; an embedder elsewhere only says how long its vectors are. */
export type EmbedderAtHand =
  | { readonly provider: 'static' /** File of its word table. */; readonly asset: string }
  | { readonly provider: 'hash'; readonly dimension?: number | undefined }
  | { readonly provider: 'elsewhere'; readonly dimension: number }

export interface VectorWorkerData {
  readonly embedder: EmbedderAtHand
  /** Worker that does the index's long jobs. */
  readonly jobWorker: string
  /** Where the index is saved; null where nothing outlives the program. */
  readonly snapshot: string | null
  readonly settings?: Partial<IndexSettings>
}

const openEmbedder = (settings: EmbedderAtHand): Embedder => {
  switch (settings.provider) {
    case 'static':
      return loadStaticEmbedder(settings.asset)
    case 'hash':
      return createHashingEmbedder(settings.dimension)
    case 'elsewhere':
      return {
        id: '',
        dimension: settings.dimension,
        embed: () => Promise.reject(new Error('embedded elsewhere')),
      }
    default:
      return unreachable(settings)
  }
}

/** Embedding and vector search in a thread of their own: neither ever waits for the other's thread to be free. */
await serveThread(async () => {
  const { embedder: settings, ...index } = workerData as VectorWorkerData
  const embedder = openEmbedder(settings)
  const { dimension } = embedder
  return {
    methods: {
      embed: (texts: readonly string[]) => embedder.embed(texts),
      ...serveIndex({ ...index, dimension }),
    },
    details: { id: embedder.id, dimension },
  }
})
