import { setTimeout as delay } from 'node:timers/promises'

/** Time and chance, for embedders that wait for others. */
export interface Timing {
  /** Epoch seconds. */
  now(): number
  /** Milliseconds of a monotone clock. */
  elapsed(): number
  /** From 0 up to 1. */
  random(): number
  /** Rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** A signal that is aborted after so many milliseconds. */
  timeout(ms: number): AbortSignal
}

export const systemTiming: Timing = {
  now: () => Date.now() / 1000,
  elapsed: () => performance.now(),
  random: Math.random,
  sleep: async (ms, signal) => {
    signal.throwIfAborted()
    await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
  },
  timeout: (ms) => AbortSignal.timeout(ms),
}
