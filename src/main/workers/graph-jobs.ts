import type { AnalysisProgress, GraphAnalysis, GraphJobs } from '#engine/graph-ports'
import { startThread, type Thread } from './thread.ts'

/**
 * Each job in a thread of its own: jobs are rare and long, and what the packages they use hold in memory goes with the
 * thread. Giving one up ends its thread, whatever it is at.
 */
export const graphJobsIn = (workerFile: string): GraphJobs => ({
  analyse: async (input, { onProgress, signal }) => {
    const thread = await startThread(workerFile, null, (news) => onProgress(news as AnalysisProgress))
    const work = () => thread.call('analyse', [input]) as Promise<GraphAnalysis>
    return unlessAborted(thread, signal, work).finally(() => thread.close())
  },
})

const unlessAborted = async <T>(thread: Thread, signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
  const end = (): void => void thread.close()
  signal.addEventListener('abort', end)
  try {
    signal.throwIfAborted()
    return await work()
  } catch (error) {
    // The thread that ended is not what the caller wants to hear of.
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', end)
  }
}
