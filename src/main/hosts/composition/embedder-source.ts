import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EmbedderHealth } from '#contract/app'
import type { EmbedderSettings } from '#contract/embedders'
import { createCachedEmbedder } from '#embedders/cached-embedder'
import type { Embedder, EmbedderName, EmbedderSource, VectorIndex } from '#engine/ports'
import { Attention } from '#workers/attention'
import type { FormedSettings } from '#workers/formed-index'
import { type ConfigurableIndex, openVectorThread } from '#workers/vector-thread'
import type { ResolvedConfig } from '../config.ts'
import type { Config } from '../config-schema.ts'
import { EmbedderKeys } from './embedder-keys.ts'
import { OFFERED } from './offered-embedders.ts'
import { type EmbedderPlace, openEmbedder } from './open-embedder.ts'

export interface ConfigurableSource extends EmbedderSource {
  /** As `open`; the default embedder, whose name its file tells, is read later. */
  openLate(settings: EmbedderSettings): Promise<Embedder>
  /** Lets every open index, and those that are opened from now on, work with other settings. */
  configure(vector: Config['vector']): Promise<void>
}

/** Opens embedders, each in a thread of its own, and indexes for their vectors, each with a file of its own. */
export const createEmbedderSource = (
  config: ResolvedConfig,
  surroundings: Pick<EmbedderPlace, 'files' | 'secrets' | 'conceal' | 'onHealth'> & {
    /** When what `openLate` opened is read unasked; if nothing is said with the first text. */
    readonly readAfter?: Promise<unknown> | undefined
    /** Lets another store stand behind an index. */
    readonly back?: ((index: VectorIndex, embedder: EmbedderName) => Promise<VectorIndex>) | undefined
  },
): ConfigurableSource => {
  const { data_dir: dataDir, embedding: tuning } = config
  const isKept = config.mode !== 'on_demand'
  const keys = new EmbedderKeys(isKept ? dataDir : null)
  const snapshotOf = (id: string): string | null =>
    isKept ? join(dataDir, 'index', `${fileNameOf(id)}.fractal`) : null
  const { files } = surroundings
  let settings = indexSettings(config.vector)
  const open = new Set<ConfigurableIndex>()
  const attention = new Attention()
  const openNamed = async (
    settings: EmbedderSettings,
    { signal, late }: { readonly signal?: AbortSignal | undefined; readonly late?: EmbedderPlace['late'] },
  ): Promise<Embedder> => {
    const onHealth = newsOnly(surroundings.onHealth)
    const place = { ...surroundings, onHealth, dataDir, isKept, tuning, late }
    const opened = await unlessAborted(openEmbedder(keys.complete(settings), place), signal)
    const { health, close } = opened
    return { ...createCachedEmbedder(opened), ...(health && { health }), ...(close && { close }) }
  }
  return {
    offered: OFFERED,
    open: (settings, { signal } = {}) => openNamed(settings, { signal }),
    openLate: (settings) => openNamed(settings, { late: { after: surroundings.readAfter } }),
    openIndex: async (embedder) => {
      const { id, dimension } = embedder
      const { jobWorker, trialWorker } = files
      const place = { dimension, jobWorker, trialWorker, snapshot: snapshotOf(id), attention: attention.word }
      const index = openVectorThread(files.vectorWorker, { ...place, settings })
      open.add(index)
      const close = (): Promise<void> => {
        open.delete(index)
        return index.close()
      }
      const kept = { ...index, close }
      return surroundings.back === undefined ? kept : surroundings.back(kept, embedder)
    },
    giveWay: (isBusy) => attention.set(isBusy),
    configure: async (vector) => {
      settings = indexSettings(vector)
      await Promise.all([...open].map((index) => index.configure(settings)))
    },
    keepSecrets: async (settings) => keys.keep(settings),
    forgetIndex: async (id) => {
      const file = snapshotOf(id)
      if (file !== null) rmSync(file, { force: true })
    },
  }
}

/** Its latency changes with each answer; that alone is no news. */
const newsOnly = (onHealth: (health: EmbedderHealth) => void): ((health: EmbedderHealth) => void) => {
  let shown = 'ready '
  return (health) => {
    const news = `${health.state} ${health.message}`
    if (news !== shown) onHealth(health)
    shown = news
  }
}

/** A server may take its time; whoever gives up does not wait for it, and leaves nothing open behind. */
const unlessAborted = (opening: Promise<Embedder>, signal: AbortSignal | undefined): Promise<Embedder> => {
  if (signal === undefined) return opening
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(signal.reason as Error)
      opening.then((embedder) => embedder.close?.()).catch(() => {})
    }
    if (signal.aborted) return giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    opening.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

/** Ids may hold what a file name may not; the digest keeps apart what looks alike then. */
const fileNameOf = (id: string): string => {
  const readable = id.replaceAll(/[^\w.@-]+/g, '-').slice(0, 60)
  return `${readable}-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`
}

const indexSettings = ({ backend, profile, fractal_enabled, fractal }: Config['vector']): FormedSettings => ({
  isExact: backend === 'exact' || backend === 'inmemory' || !fractal_enabled,
  profile,
  centroids: fractal.centroids,
  beamWidth: fractal.beam_width,
  maxCandidates: fractal.max_candidates,
  rebuildEnabled: fractal.rebuild_enabled,
  rebuildSizeDelta: fractal.rebuild_size_delta,
  rebuildIntervalSeconds: fractal.rebuild_interval_seconds,
  isCompact: fractal.compact,
})
