import type { OpenOptions } from '#stores/sqlite/open'
import { startThread } from '#workers/thread'

type Call = (method: string, args: readonly unknown[]) => Promise<unknown>

/** Runs long reads of a database file in a thread made for them, so that nobody who works waits for them. */
export const inOneOffThread = async <T>(
  workerFile: string,
  database: string,
  work: (call: Call) => Promise<T>,
): Promise<T> => {
  const options: OpenOptions = { file: database, readonly: true }
  const thread = await startThread(workerFile, options)
  try {
    return await work((method, args) => thread.call(method, args))
  } finally {
    await thread.call('close', [])
    await thread.close()
  }
}
