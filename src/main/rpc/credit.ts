/** How many items a stream may still send. The reader adds, the writer takes and waits where none is left. */
export interface Credit {
  add(amount: number): void
  /** Resolves once there is credit, or the signal is aborted. */
  take(): Promise<void>
}

export const createCredit = (initial: number, signal: AbortSignal): Credit => {
  let left = initial
  let wake: (() => void) | undefined
  signal.addEventListener('abort', () => wake?.(), { once: true })
  return {
    add: (amount) => {
      left += amount
      if (left > 0) wake?.()
    },
    take: async () => {
      while (left === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      left--
    },
  }
}
