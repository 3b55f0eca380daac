import type { SecondStore } from '#engine/ports'
import type { QdrantWorkerData } from './qdrant-worker.ts'
import { startThread, type Thread } from './thread.ts'

/**
 * Qdrant behind a thread. One that died is replaced at the next call: it keeps nothing but which collection is open, which
 * the outbox finds out again.
 * @throws the error that keeps it from starting, as a sentence
 */
export const openQdrantThread = async (workerFile: string, data: QdrantWorkerData): Promise<SecondStore> => {
  const first = await startThread(workerFile, data)
  const { target, name } = first.details as { target: string; name: string }
  let present = Promise.resolve(first)
  let isClosed = false
  const living = async (): Promise<Thread> => {
    const seen = present
    const thread = await seen
    if (!thread.isOver() || isClosed) return thread
    if (present === seen) {
      present = startThread(workerFile, data)
      present.catch(() => {
        present = seen
      })
    }
    return present
  }
  const call =
    <M extends keyof SecondStore>(method: M) =>
    async (...args: readonly unknown[]): Promise<never> =>
      (await living()).call(method, args) as Promise<never>
  return {
    target,
    name,
    open: call('open'),
    openBeside: call('openBeside'),
    write: call('write'),
    keepMark: call('keepMark'),
    forget: call('forget'),
    marks: call('marks'),
    search: call('search'),
    points: call('points'),
    foreignLines: call('foreignLines'),
    vectorsOf: call('vectorsOf'),
    hashes: call('hashes'),
    remove: call('remove'),
    health: call('health'),
    close: async () => {
      isClosed = true
      await (await present).close()
    },
  }
}
