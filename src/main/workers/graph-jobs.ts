import type {
  AnalysisProgress,
  FileInput,
  GraphAnalysis,
  GraphJobs,
  OpenedGraphFile,
} from '#engine/graph-ports'
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
  open: async (input, signal) => {
    const thread = await startThread(workerFile, null)
    try {
      return await unlessAborted(thread, signal, () => openFile(thread, input))
    } catch (error) {
      await thread.close()
      throw error
    }
  },
})

const openFile = async (thread: Thread, { format, parts, limits }: FileInput): Promise<OpenedGraphFile> => {
  // One by one, as carrying a part of some megabytes takes this thread a moment.
  for (const part of parts) await thread.call('take', [part])
  const counts = (await thread.call('read', [format, limits])) as Pick<
    OpenedGraphFile,
    'memories' | 'links' | 'leftOut'
  >
  return {
    ...counts,
    memoriesAt: (...at) => thread.call('memoriesAt', at) as ReturnType<OpenedGraphFile['memoriesAt']>,
    linksAt: (...at) => thread.call('linksAt', at) as ReturnType<OpenedGraphFile['linksAt']>,
    close: () => thread.close(),
  }
}

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
