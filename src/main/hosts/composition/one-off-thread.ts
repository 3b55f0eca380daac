import type { StoreWorkerData } from '#workers/store-threads'
import { startThread } from '#workers/thread'

type Call = (method: string, args: readonly unknown[]) => Promise<unknown>

/**
 * Runs long reads of a database file in a thread made for them, so that nobody who works waits for them. Aborting ends
 * the thread, whatever it is at.
 */
export const inOneOffThread = async <T>(
  workerFile: string,
  database: string,
  work: (call: Call) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> => {
  const own = { readonly: true, searches: false, keywords: null, redis: null } as const
  const options: StoreWorkerData = { file: database, ...own }
  const thread = await startThread(workerFile, options)
  const end = (): void => void thread.close()
  signal?.addEventListener('abort', end)
  try {
    signal?.throwIfAborted()
    const value = await work((method, args) => thread.call(method, args))
    await thread.call('close', [])
    return value
  } finally {
    signal?.removeEventListener('abort', end)
    await thread.close()
  }
}
