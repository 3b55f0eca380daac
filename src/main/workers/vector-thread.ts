import type { IndexSettings } from '#engine/fractal/search-settings'
import type { IndexHealth, IndexStats, IndexWalk, ScoredKeys, SnapshotMark, VectorIndex } from '#engine/ports'
import { openTrialThread } from './open-trial-thread.ts'
import type { ServedIndex } from './serve-index.ts'
import { startThread } from './thread.ts'
import type { CopiedSpace } from './trial-worker.ts'

export interface ConfigurableIndex extends VectorIndex {
  /** From here on, and for a thread that takes the place of this one. */
  configure(settings: IndexSettings): Promise<void>
}

/**
 * The fractal index behind a worker. One that died is replaced when the index is asked to begin anew; what it held is
 * gone with it, and `clear` is what the engine calls before it fills an index.
 */
export const openVectorThread = async (
  workerFile: string,
  start: ServedIndex,
): Promise<ConfigurableIndex> => {
  let data = start
  let thread = await startThread(workerFile, data)
  let closed = false
  /** What begins anew: in a new thread where the old one is over. */
  const anew = async (method: string): Promise<unknown> => {
    if (thread.isOver() && !closed) thread = await startThread(workerFile, data)
    return thread.call(method, [])
  }
  return {
    apply: (batch) => thread.call('apply', [batch]) as Promise<void>,
    search: ({ signal, ...query }) =>
      thread.call('search', [query], signal) as ReturnType<VectorIndex['search']>,
    searchTraced: ({ signal, ...query }) =>
      thread.call('searchTraced', [query], signal) as ReturnType<VectorIndex['searchTraced']>,
    explain: ({ signal, ...query }, key) =>
      thread.call('explain', [query, key], signal) as ReturnType<VectorIndex['explain']>,
    walk: (...args) => thread.call('walk', args) as Promise<IndexWalk>,
    similarities: (...args) => thread.call('similarities', args) as Promise<Float64Array>,
    vectorOf: (...args) => thread.call('vectorOf', args) as Promise<Float32Array | null>,
    dropSpace: (space) => thread.call('dropSpace', [space]) as Promise<void>,
    stats: () => thread.call('stats', []) as Promise<IndexStats>,
    health: (space) => thread.call('health', [space]) as Promise<IndexHealth>,
    nearest: (...args) => thread.call('nearest', args) as Promise<ScoredKeys[]>,
    openTrial: async (space) => {
      const { dimension, trialWorker, attention = null } = data
      const copied = (await thread.call('copy', [space])) as CopiedSpace
      return openTrialThread(trialWorker, { dimension, space, attention }, copied)
    },
    configure: async (settings) => {
      data = { ...data, settings }
      if (!thread.isOver()) await thread.call('configure', [settings])
    },
    clear: () => anew('clear') as Promise<void>,
    saved: () => anew('saved') as Promise<SnapshotMark | null>,
    restore: () => anew('restore') as Promise<boolean>,
    save: (mark) => thread.call('save', [mark]) as Promise<void>,
    close: async () => {
      closed = true
      if (!thread.isOver()) await thread.call('finishSaving', [])
      await thread.close()
    },
  }
}
