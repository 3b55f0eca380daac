/** So long nobody asks anything any more once a first screen has what it shows, while it is drawn. */
const SILENCE_MS = 500

export interface FirstScreen {
  /** Resolves when what a search needs may be read: the first screen needs none of it, and would wait for it on two cores. */
  readonly shown: Promise<void>
  /** Somebody asked something. */
  called(): void
}

/**
 * Tells when a first screen has been asked for and answered.
 * @param rest seconds after which nobody waits for one any more; 0 where there is none
 * @param signal whose end lets `shown` reject
 */
export const firstScreen = (rest: number, signal: AbortSignal): FirstScreen => {
  const { promise: shown, resolve, reject } = Promise.withResolvers<void>()
  shown.catch(() => {})
  let silence: NodeJS.Timeout | undefined
  let isOver = rest === 0
  const end = (): void => {
    isOver = true
    clearTimeout(silence)
    clearTimeout(limit)
    resolve()
  }
  const limit = setTimeout(end, rest * 1000).unref()
  if (isOver) end()
  signal.addEventListener('abort', () => {
    reject(signal.reason)
    end()
  })
  return {
    shown,
    called: () => {
      if (isOver) return
      clearTimeout(silence)
      silence = setTimeout(end, SILENCE_MS).unref()
    },
  }
}
