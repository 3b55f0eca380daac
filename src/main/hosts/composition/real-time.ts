import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '#engine/ports'

export const clock: Clock = { now: () => Date.now() / 1000, elapsed: () => performance.now() }

/** A sleep that an aborted signal ends. */
export const wait = (seconds: number, signal: AbortSignal): Promise<void> =>
  delay(seconds * 1000, undefined, { signal, ref: false }).catch(() => {})
