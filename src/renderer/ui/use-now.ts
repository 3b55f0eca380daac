import { useSyncExternalStore } from 'react'

const STEP = 30_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const one of listeners) one()
  }, STEP)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Epoch seconds, renewed every half minute by one timer for all that show relative times. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => Math.max(now, 0)) / 1000
