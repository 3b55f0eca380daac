import type { AnalysisProgress, GraphAnalysis, GraphJobs } from '#engine/graph-ports'
import { startThread } from './thread.ts'

/**
 * Each job in a thread of its own: jobs are rare and long, and what the packages they use hold in memory goes with the
 * thread. Giving one up ends its thread, whatever it is at.
 */
export const graphJobsIn = (workerFile: string): GraphJobs => ({
  analyse: async (input, { onProgress, signal }) => {
    const thread = await startThread(workerFile, null, (news) => onProgress(news as AnalysisProgress))
    const end = (): void => void thread.close()
    signal.addEventListener('abort', end)
    try {
      signal.throwIfAborted()
      return (await thread.call('analyse', [input])) as GraphAnalysis
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', end)
      await thread.close()
    }
  },
})
