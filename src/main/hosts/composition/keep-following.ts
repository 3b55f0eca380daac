import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'
import { wait } from './real-time.ts'

const OTHERS_SECONDS = 0.25

/** What other processes change is here within a second (MEM-13). A look that fails is made again. */
export const keepFollowing = async (engine: Engine, log: Log, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      await engine.followOthers()
    } catch (error) {
      if (!signal.aborted) log.warn('what others changed could not be read', { reason: String(error) })
    }
    await wait(OTHERS_SECONDS, signal)
  }
}
