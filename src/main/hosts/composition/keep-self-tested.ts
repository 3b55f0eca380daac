import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'

/** The start is for whoever waits for it. */
const FIRST_SECONDS = 5
const PAUSE_SECONDS = 60
/** After failures in a row, as of an embedder that is out of reach. */
const LONGEST_SECONDS = 3600

/** Namespaces that are new, or grew, find out by themselves whether words or meaning find their memories better (REC-1). */
export const keepSelfTested = async (engine: Engine, log: Log, signal: AbortSignal): Promise<void> => {
  for (let pause = FIRST_SECONDS; !signal.aborted; ) {
    await delay(pause * 1000, undefined, { signal, ref: false }).catch(() => {})
    if (signal.aborted) return
    try {
      await engine.selfTests.renew(signal)
      pause = PAUSE_SECONDS
    } catch (error) {
      pause = Math.min(LONGEST_SECONDS, pause * 2)
      if (!signal.aborted) log.warn('a namespace could not test itself', { reason: String(error) })
    }
  }
}
