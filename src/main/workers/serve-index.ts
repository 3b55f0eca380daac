import { FractalIndex } from '#engine/fractal/fractal-index'
import type { JobResult } from '#engine/fractal/job'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import type { IndexSettings } from '#engine/fractal/search-settings'
import type { JobRunner } from '#engine/fractal/upkeep'
import type { SnapshotMark, VectorBatch, VectorQuery } from '#engine/ports'
import { searchTraced } from '#engine/vectors/search-traced'
import { IndexFile } from './index-file.ts'
import { startThread } from './thread.ts'

export interface ServedIndex {
  readonly dimension: number
  readonly jobWorker: string
  readonly snapshot: string | null
  readonly settings?: Partial<IndexSettings>
}

/**
 * The fractal index as methods of a thread. Between two calls it does its upkeep, a slice at a time, so that a call
 * waits for one slice at most; long jobs run in a thread of their own over the same memory.
 */
export const serveIndex = ({ dimension, jobWorker, snapshot, settings }: ServedIndex) => {
  const file = snapshot === null ? null : new IndexFile(snapshot)
  let scheduled = false
  const turn = (): void => {
    scheduled = false
    const hasWork = index.step()
    if (isSaving() || hasWork) schedule()
  }
  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    setImmediate(turn)
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
    similarities: (space: number, vector: Float32Array, keys: Uint32Array) =>
      index.similarities(space, vector, keys),
    vectorOf: (space: number, key: number) => index.vectorOf(space, key),
    dropSpace: (space: number) => index.dropSpace(space),
    stats: () => index.stats(),
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
