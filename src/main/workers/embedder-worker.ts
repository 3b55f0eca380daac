import { workerData } from 'node:worker_threads'
import { unreachable } from '#contract/unreachable'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { HealthRecord } from '#embedders/health-record'
import type { OpenAiSettings } from '#embedders/openai/openai-embedder'
import { loadStaticEmbedder } from '#embedders/static/load-static-embedder'
import type { TransformersSettings } from '#embedders/transformers/transformers-embedder'
import type { Embedder, EmbedOptions } from '#engine/ports'
import { systemTiming } from '#services/timing'
import { serveConcurrently, serveThread } from './thread.ts'

export type EmbedderWorkerData =
  | { readonly provider: 'static' /** File of its word table. */; readonly asset: string }
  | { readonly provider: 'hash'; readonly dimension?: number | undefined }
  | ({ readonly provider: 'openai' } & OpenAiSettings)
  | ({ readonly provider: 'transformers' } & TransformersSettings)

/** What asks others looks at their answers with schemas, which the default has no use for. */
const open = async (data: EmbedderWorkerData, health: HealthRecord): Promise<Embedder> => {
  switch (data.provider) {
    case 'static':
      return loadStaticEmbedder(data.asset)
    case 'hash':
      return createHashingEmbedder(data.dimension)
    case 'openai':
      return (await import('#embedders/openai/openai-embedder')).openOpenAiEmbedder(data, { health })
    case 'transformers':
      return (await import('#embedders/transformers/transformers-embedder')).openTransformersEmbedder(data, {
        health,
      })
    default:
      return unreachable(data)
  }
}

const served = (embedder: Embedder) => ({
  methods: {
    embed: (texts: readonly string[], options: EmbedOptions, signal?: AbortSignal) =>
      embedder.embed(texts, { ...options, ...(signal && { signal }) }),
    close: async () => embedder.close?.(),
  },
  details: { id: embedder.id, dimension: embedder.dimension },
})

/**
 * An embedder in a thread of its own: a bulk of texts holds up no search. One that computes at once does one call after
 * the other and never begins what nobody waits for any more; one that waits for others has several under way.
 */
const data = workerData as EmbedderWorkerData
if (data.provider === 'static' || data.provider === 'hash') {
  await serveThread(async () => served(await open(data, new HealthRecord(systemTiming.now))))
} else {
  await serveConcurrently(async (tell) => served(await open(data, new HealthRecord(systemTiming.now, tell))))
}
