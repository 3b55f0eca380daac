import { FractalIndex } from '#engine/fractal/fractal-index'
import { indexHealth } from '#engine/fractal/index-health'
import type { JobResult } from '#engine/fractal/job'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import type { JobRunner } from '#engine/fractal/upkeep'
import type { SnapshotMark, VectorBatch, VectorQuery, WalkedQuery } from '#engine/ports'
import { SnapshotMemory } from '#engine/snapshot/snapshot-memory'
import { searchTraced } from '#engine/vectors/search-traced'
import { type FormedSettings, FormedIndex } from './formed-index.ts'
import { IndexFile } from './index-file.ts'
import type { JobThread } from './job-worker.ts'
import { crc } from './snapshot-file.ts'
import { Later, startThread, type Thread } from './thread.ts'
import type { CopiedSpace } from './trial-worker.ts'

export interface ServedIndex {
  readonly dimension: number
  readonly jobWorker: string
  readonly trialWorker: string
  readonly snapshot: string | null
  /** Of {@link Attention}: long jobs rest while somebody is being answered. */
  readonly attention?: Int32Array | null
  readonly settings?: Partial<FormedSettings>
}

/**
 * The fractal index as methods of a thread. Between two calls it does its upkeep, a slice at a time, so that a call
 * waits for one slice at most; long jobs run in a thread of their own over the same memory.
 */
export const serveIndex = ({ dimension, jobWorker, snapshot, settings, attention = null }: ServedIndex) => {
  const file = snapshot === null ? null : new IndexFile(snapshot)
  const copies = new Set<Copying>()
  let scheduled = false
  const turn = (): void => {
    scheduled = false
    const hasWork = formed.index.step()
    const hasCopies = stepCopies()
    // One after the other: what is being saved or copied is the index as it was, which is gone with its file when it has another form.
    const isBusy = isSaving() || hasCopies || formed.step()
    if (isBusy || hasWork) schedule()
  }
  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    setImmediate(turn)
  }
  const stepCopies = (): boolean => {
    for (const copy of copies) if (!stepCopy(copy)) copies.delete(copy)
    return copies.size > 0
  }
  const isSaving = (): boolean => {
    try {
      return file?.step() ?? false
    } catch (error) {
      report(error)
      return false
    }
  }
  const kernel = chooseKernel()
  const formed = new FormedIndex({
    dimension,
    path: snapshot,
    settings: settings ?? {},
    make: (settings, compact) =>
      new FractalIndex({
        dimension,
        kernel,
        settings,
        ...(compact && { compact }),
        runner: ({ memoryHandle }) => runnerIn(jobWorker, { memoryHandle, attention }),
        now: () => performance.now() / 1000,
        onWork: schedule,
        onError: report,
      }),
    onError: report,
  })
  return {
    apply: (batch: VectorBatch) => {
      formed.change((index) => index.apply(batch))
      schedule()
    },
    search: (query: VectorQuery) => formed.index.search(query),
    searchTraced: (query: VectorQuery) => searchTraced(formed.index, query, () => performance.now()),
    explain: (query: VectorQuery, key: number) => formed.index.explain(query, key),
    walk: (space: number, query: WalkedQuery | null) => formed.index.walk(space, query),
    similarities: (space: number, vector: Float32Array, keys: Uint32Array) =>
      formed.index.similarities(space, vector, keys),
    vectorOf: (space: number, key: number) => formed.index.vectorOf(space, key),
    dropSpace: (space: number) => formed.change((index) => index.dropSpace(space)),
    stats: () => formed.stats,
    health: (space: number) => indexHealth(formed.index, space),
    nearest: (space: number, vectors: Float32Array, k: number) => {
      const found = formed.index.nearest(space, vectors, k)
      return new Later(found)
    },
    /** A copy of one space in memory that threads share, made slice by slice between other calls. */
    copy: (space: number) => {
      const memory = new SnapshotMemory()
      const { promise, resolve, reject } = Promise.withResolvers<CopiedSpace>()
      copies.add({ memory, work: formed.index.copy(space, memory, crc), resolve, reject })
      schedule()
      return new Later(promise)
    },
    configure: (changed: FormedSettings) => {
      formed.configure(changed)
      schedule()
    },
    clear: () => {
      file?.abandon()
      formed.clear()
    },
    saved: () => file?.mark() ?? null,
    restore: () => {
      file?.abandon()
      formed.clear()
      const isLoaded = file?.load(formed.index) ?? false
      schedule()
      return isLoaded
    },
    save: (mark: SnapshotMark) => {
      file?.begin(formed.index, mark)
      formed.saved()
      schedule()
    },
    /** Ends what is being saved, now. */
    finishSaving: () => {
      while (isSaving());
    },
  }
}

interface Copying {
  readonly memory: SnapshotMemory
  readonly work: Generator<undefined, void>
  resolve(copied: CopiedSpace): void
  reject(error: unknown): void
}

/** @returns whether there is more to copy */
const stepCopy = ({ memory, work, resolve, reject }: Copying): boolean => {
  try {
    if (!work.next().done) return true
    resolve({ chunks: memory.chunks, bytes: memory.bytes })
  } catch (error) {
    reject(error)
  }
  return false
}

/** The index goes on without what failed; the log of the program has it. */
const report = (error: unknown): void => {
  console.error('upkeep of the vector index failed:', error)
}

/** A thread without jobs for so long is ended: builds are rare, but what the watch asks comes a dozen times in a row. */
const IDLE_MS = 5000

/** Jobs come one at a time, in a thread that is started for the first of some. */
const runnerIn = (jobWorker: string, data: JobThread): JobRunner => {
  let thread: Thread | null = null
  let idle: NodeJS.Timeout | undefined
  const end = (): void => {
    void thread?.close()
    thread = null
  }
  return {
    run: async (place, input) => {
      clearTimeout(idle)
      thread ??= await startThread(jobWorker, data)
      try {
        return (await thread.call('run', [place, input])) as JobResult
      } catch (error) {
        // It may be over, or its memory in disorder.
        end()
        throw error
      } finally {
        idle = setTimeout(end, IDLE_MS).unref()
      }
    },
  }
}
