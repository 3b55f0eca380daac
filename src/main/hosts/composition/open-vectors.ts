import { join } from 'node:path'
import type { EmbedderHealth } from '#contract/app'
import { createCachedEmbedder } from '#embedders/cached-embedder'
import type { IndexSettings } from '#engine/fractal/search-settings'
import type { Embedder, VectorIndex } from '#engine/ports'
import { openVectorThread } from '#workers/vector-thread'
import type { ResolvedConfig } from '../config.ts'
import type { Config } from '../config-schema.ts'
import type { ProgramFiles } from '../program-files.ts'
import { openEmbedder } from './open-embedder.ts'

export interface OpenedVectors {
  readonly embedder: Embedder
  readonly index: VectorIndex
  health(): EmbedderHealth
  /** Ends the embedder; the index is the engine's to close. */
  close(): Promise<void>
}

/**
 * An embedder with the index of its vectors.
 * @throws StartError
 */
export const openVectors = async (
  config: ResolvedConfig,
  { files, onHealth }: { readonly files: ProgramFiles; readonly onHealth: (health: EmbedderHealth) => void },
): Promise<OpenedVectors> => {
  const { data_dir: dataDir } = config
  const isKept = config.mode === 'local_agent'
  const choice = await openEmbedder(config.embedding, { files, dataDir, isKept, env: process.env, onHealth })
  const place = {
    jobWorker: files.jobWorker,
    snapshot: isKept ? join(dataDir, 'index', 'vectors.fractal') : null,
    settings: indexSettings(config.vector),
  }
  if (choice.is === 'at-hand') {
    const { embedder, index } = await openVectorThread(files.vectorWorker, {
      ...place,
      embedder: choice.embedder,
    })
    const health: EmbedderHealth = {
      state: 'ready',
      since: Date.now() / 1000,
      message: '',
      lastLatency: null,
    }
    return { embedder: createCachedEmbedder(embedder), index, health: () => health, close: async () => {} }
  }
  const { embedder, health, close } = choice
  try {
    const elsewhere = { provider: 'elsewhere', dimension: embedder.dimension } as const
    const { index } = await openVectorThread(files.vectorWorker, { ...place, embedder: elsewhere })
    return { embedder: createCachedEmbedder(embedder), index, health, close }
  } catch (error) {
    await close()
    throw error
  }
}

const indexSettings = ({ backend, profile, fractal_enabled, fractal }: Config['vector']): IndexSettings => ({
  isExact: backend === 'exact' || backend === 'inmemory' || !fractal_enabled,
  profile,
  centroids: fractal.centroids,
  beamWidth: fractal.beam_width,
  maxCandidates: fractal.max_candidates,
  rebuildEnabled: fractal.rebuild_enabled,
  rebuildSizeDelta: fractal.rebuild_size_delta,
  rebuildIntervalSeconds: fractal.rebuild_interval_seconds,
})
