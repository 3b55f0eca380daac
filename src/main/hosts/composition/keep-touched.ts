import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '#engine/index'

const TOUCH_SECONDS = 2

/** Accesses are written now and then, never on the way to an answer. */
export const keepTouched = async (engine: Engine, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await delay(TOUCH_SECONDS * 1000, undefined, { signal, ref: false }).catch(() => {})
    if (!signal.aborted) await engine.flushTouches()
  }
}
