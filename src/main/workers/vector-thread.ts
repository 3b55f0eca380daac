import type { IndexHealth, IndexStats, IndexWalk, ScoredKeys, SnapshotMark, VectorIndex } from '#engine/ports'
import type { FormedSettings } from './formed-index.ts'
import { openTrialThread } from './open-trial-thread.ts'
import type { ServedIndex } from './serve-index.ts'
import { startThread, type Thread, ThreadEnded } from './thread.ts'
import type { CopiedSpace } from './trial-worker.ts'

export interface ConfigurableIndex extends VectorIndex {
  /** From here on, and for a thread that takes the place of this one. */
  configure(settings: FormedSettings): Promise<void>
}

/**
 * The fractal index behind a worker that starts with the first call. One that died is replaced when the index is asked to
 * begin anew; what it held is gone with it, and `clear` is what the engine calls before it fills an index.
 */
export const openVectorThread = (workerFile: string, start: ServedIndex): ConfigurableIndex => {
  let data = start
  let started: Promise<Thread> | undefined
  let closed = false
  const begin = (): Promise<Thread> => {
    if (closed) return Promise.reject(new ThreadEnded(`${workerFile} has ended`))
    started = startThread(workerFile, data)
    started.catch(() => {
      // The next call tries again.
      started = undefined
    })
    return started
  }
  const call = async (method: string, args: readonly unknown[], signal?: AbortSignal): Promise<unknown> =>
    (await (started ?? begin())).call(method, args, signal)
  /** What begins anew: in a new thread where the old one is over. */
  const anew = async (method: string): Promise<unknown> => {
    if ((await started)?.isOver() && !closed) begin()
    return call(method, [])
  }
  return {
    apply: (batch) => call('apply', [batch]) as Promise<void>,
    search: ({ signal, ...query }) => call('search', [query], signal) as ReturnType<VectorIndex['search']>,
    searchTraced: ({ signal, ...query }) =>
      call('searchTraced', [query], signal) as ReturnType<VectorIndex['searchTraced']>,
    explain: ({ signal, ...query }, key) =>
      call('explain', [query, key], signal) as ReturnType<VectorIndex['explain']>,
    walk: (...args) => call('walk', args) as Promise<IndexWalk>,
    similarities: (...args) => call('similarities', args) as Promise<Float64Array>,
    vectorOf: (...args) => call('vectorOf', args) as Promise<Float32Array | null>,
    dropSpace: (space) => call('dropSpace', [space]) as Promise<void>,
    stats: () => call('stats', []) as Promise<IndexStats>,
    health: (space) => call('health', [space]) as Promise<IndexHealth>,
    nearest: (...args) => call('nearest', args) as Promise<ScoredKeys[]>,
    openTrial: async (space) => {
      const { dimension, trialWorker, attention = null } = data
      const copied = (await call('copy', [space])) as CopiedSpace
      return openTrialThread(trialWorker, { dimension, space, attention }, copied)
    },
    configure: async (settings) => {
      data = { ...data, settings }
      // One that cannot start is told by the call that starts it, and the next one starts with these.
      const thread = await started?.catch(() => undefined)
      if (thread && !thread.isOver()) await thread.call('configure', [settings])
    },
    clear: () => anew('clear') as Promise<void>,
    saved: () => anew('saved') as Promise<SnapshotMark | null>,
    restore: () => anew('restore') as Promise<boolean>,
    save: (mark) => call('save', [mark]) as Promise<void>,
    close: async () => {
      closed = true
      const thread = await started?.catch(() => undefined)
      if (!thread) return
      if (!thread.isOver()) await thread.call('finishSaving', [])
      await thread.close()
    },
  }
}
