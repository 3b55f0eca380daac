import { setTimeout as delay } from 'node:timers/promises'

const POLL_MS = 250

/** Goes on until Ctrl-C, with a pause between two looks. */
export const untilInterrupted = (): { readonly wait: () => Promise<void>; readonly signal: AbortSignal } => {
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  const { signal } = stopping
  return { signal, wait: () => delay(POLL_MS, undefined, { signal }).catch(() => {}) }
}
