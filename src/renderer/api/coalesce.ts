/** Clock and timers come from outside so that tests need no sleeping. */
export interface Timers {
  readonly now: () => number
  /** Runs `task` after `milliseconds`; the answer takes it back. */
  readonly after: (milliseconds: number, task: () => void) => () => void
}

export const browserTimers: Timers = {
  now: () => performance.now(),
  after: (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds)
    return () => clearTimeout(timer)
  },
}

export interface Coalescer<T> {
  readonly add: (items: readonly T[]) => void
  readonly stop: () => void
}

/**
 * Gathers items and hands them on in rounds that lie at least `interval` apart. The first of a burst goes through
 * at once: a single edit must not wait.
 */
export const coalesce = <T>(
  interval: number,
  keyOf: (item: T) => string,
  flush: (items: readonly T[]) => void,
  timers: Timers = browserTimers,
): Coalescer<T> => {
  const waiting = new Map<string, T>()
  let last = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | null = null

  const round = () => {
    cancel = null
    last = timers.now()
    const items = [...waiting.values()]
    waiting.clear()
    flush(items)
  }

  return {
    add: (items) => {
      for (const item of items) waiting.set(keyOf(item), item)
      if (cancel || waiting.size === 0) return
      const rest = last + interval - timers.now()
      if (rest <= 0) round()
      else cancel = timers.after(rest, round)
    },
    stop: () => {
      cancel?.()
      cancel = null
      waiting.clear()
    },
  }
}
