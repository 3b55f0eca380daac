import type {
  IndexHealth,
  IndexTrial,
  MapStep,
  ScoredKeys,
  TrialAnswers,
  TrialChanges,
  VectorExplanation,
} from '#engine/ports'
import { startThread } from './thread.ts'
import type { CopiedSpace, TrialStart } from './trial-worker.ts'

/** A trial in a thread of its own, over a copy that was made for it. */
export const openTrialThread = async (
  workerFile: string,
  start: TrialStart,
  copied: CopiedSpace,
): Promise<IndexTrial> => {
  const thread = await startThread(workerFile, start)
  try {
    await thread.call('load', [copied])
  } catch (error) {
    await thread.close()
    throw error
  }
  return {
    nearest: (...args) => thread.call('nearest', args) as Promise<ScoredKeys[]>,
    effort: (asked) => thread.call('effort', [asked]) as ReturnType<IndexTrial['effort']>,
    measure: (queries, asked, signal) =>
      thread.call('measure', [queries, asked], signal) as Promise<TrialAnswers>,
    explain: (...args) => thread.call('explain', args) as Promise<VectorExplanation | null>,
    rebuild: (centroids) => thread.call('rebuild', [centroids]) as Promise<void>,
    change: (count) => thread.call('change', [count]) as Promise<TrialChanges>,
    health: () => thread.call('health', []) as Promise<IndexHealth>,
    beginMap: (order) => thread.call('beginMap', [order]) as Promise<void>,
    nextOfMap: () => thread.call('nextOfMap', []) as Promise<MapStep>,
    close: () => thread.close(),
  }
}
