import { FractalIndex } from '#engine/fractal/fractal-index'
import { indexHealth } from '#engine/fractal/index-health'
import type { JobResult } from '#engine/fractal/job'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import type { IndexSettings } from '#engine/fractal/search-settings'
import type { JobRunner } from '#engine/fractal/upkeep'
import type { SnapshotMark, VectorBatch, VectorQuery, WalkedQuery } from '#engine/ports'
import { SnapshotMemory } from '#engine/snapshot/snapshot-memory'
import { searchTraced } from '#engine/vectors/search-traced'
import { IndexFile } from './index-file.ts'
import { crc } from './snapshot-file.ts'
import { Later, startThread } from './thread.ts'
import type { CopiedSpace } from './trial-worker.ts'

export interface ServedIndex {
  readonly dimension: number
  readonly jobWorker: string
  readonly trialWorker: string
  readonly snapshot: string | null
  readonly settings?: Partial<IndexSettings>
}

/**
 * The fractal index as methods of a thread. Between two calls it does its upkeep, a slice at a time, so that a call
 * waits for one slice at most; long jobs run in a thread of their own over the same memory.
 */
export const serveIndex = ({ dimension, jobWorker, snapshot, settings }: ServedIndex) => {
  const file = snapshot === null ? null : new IndexFile(snapshot)
  const copies = new Set<Copying>()
  let scheduled = false
  const turn = (): void => {
    scheduled = false
    const hasWork = index.step()
    const hasCopies = stepCopies()
    if (isSaving() || hasWork || hasCopies) schedule()
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
  const index = new FractalIndex({
    dimension,
    kernel: chooseKernel(),
    ...(settings && { settings }),
    runner: ({ memoryHandle }) => runnerIn(jobWorker, memoryHandle),
    now: () => performance.now() / 1000,
    onWork: schedule,
    onError: report,
  })
  return {
    apply: (batch: VectorBatch) => {
      index.apply(batch)
      schedule()
    },
    search: (query: VectorQuery) => index.search(query),
    searchTraced: (query: VectorQuery) => searchTraced(index, query, () => performance.now()),
    explain: (query: VectorQuery, key: number) => index.explain(query, key),
    walk: (space: number, query: WalkedQuery | null) => index.walk(space, query),
    similarities: (space: number, vector: Float32Array, keys: Uint32Array) =>
      index.similarities(space, vector, keys),
    vectorOf: (space: number, key: number) => index.vectorOf(space, key),
    dropSpace: (space: number) => index.dropSpace(space),
    stats: () => index.stats(),
    health: (space: number) => indexHealth(index, space),
    nearest: (space: number, vectors: Float32Array, k: number) => {
      const found = index.nearest(space, vectors, k)
      return new Later(found)
    },
    /** A copy of one space in memory that threads share, made slice by slice between other calls. */
    copy: (space: number) => {
      const memory = new SnapshotMemory()
      const { promise, resolve, reject } = Promise.withResolvers<CopiedSpace>()
      copies.add({ memory, work: index.copy(space, memory, crc), resolve, reject })
      schedule()
      return new Later(promise)
    },
    configure: (changed: IndexSettings) => index.configure(changed),
    clear: () => {
      file?.abandon()
      index.close()
    },
    saved: () => file?.mark() ?? null,
    restore: () => {
      file?.abandon()
      const isLoaded = file?.load(index) ?? false
      schedule()
      return isLoaded
    },
    save: (mark: SnapshotMark) => {
      file?.begin(index, mark)
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

/** A thread is started for each job and ended after it: jobs are rare and long. */
const runnerIn = (jobWorker: string, memoryHandle: unknown): JobRunner => ({
  run: async (place, input) => {
    const thread = await startThread(jobWorker, memoryHandle)
    try {
      return (await thread.call('run', [place, input])) as JobResult
    } finally {
      await thread.close()
    }
  },
})
