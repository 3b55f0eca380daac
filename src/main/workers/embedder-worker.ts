import { workerData } from 'node:worker_threads'
import { HealthRecord } from '#embedders/health-record'
import { openOpenAiEmbedder, type OpenAiSettings } from '#embedders/openai/openai-embedder'
import { systemTiming } from '#embedders/timing'
import {
  openTransformersEmbedder,
  type TransformersSettings,
} from '#embedders/transformers/transformers-embedder'
import type { Embedder, EmbedOptions } from '#engine/ports'
import { serveConcurrently } from './thread.ts'

export type EmbedderWorkerData =
  | ({ readonly provider: 'openai' } & OpenAiSettings)
  | ({ readonly provider: 'transformers' } & TransformersSettings)

/** An embedder that waits for others or computes for long, in a thread of its own. */
await serveConcurrently(async (tell) => {
  const data = workerData as EmbedderWorkerData
  const health = new HealthRecord(systemTiming.now, tell)
  const embedder: Embedder & { close?(): Promise<void> } =
    data.provider === 'openai'
      ? await openOpenAiEmbedder(data, { health })
      : await openTransformersEmbedder(data, { health })
  const embed = (texts: readonly string[], options: EmbedOptions, signal: AbortSignal) =>
    embedder.embed(texts, { ...options, signal })
  return {
    methods: { embed, close: async () => embedder.close?.() },
    details: { id: embedder.id, dimension: embedder.dimension },
  }
})
