import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'

/**
 * Dates memories by the rules in force, then sweeps now and then (DEC-4). A sweep that fails is told and tried again
 * after the next pause: what it did is done, and what it did not do is still due.
 */
export const keepSwept = async (engine: Engine, log: Log, signal: AbortSignal): Promise<void> => {
  const { decay } = engine
  await orTold(log, () => decay.use(decay.rules))
  while (!signal.aborted) {
    await delay(decay.rules.interval * 1000, undefined, { signal, ref: false }).catch(() => {})
    if (!signal.aborted) await orTold(log, () => decay.sweep({ author: 'soma', signal }))
  }
}

const orTold = async (log: Log, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    log.error('forgetting failed', { reason: error instanceof Error ? error.message : String(error) })
  }
}
