import type { Credit } from './credit.ts'

/**
 * Sends what a stream's handler gives, as far as there is credit, until its end or an abort (then it throws the
 * signal's reason). The iterator is returned whatever happens, so that the handler's `finally` runs.
 */
export const pump = async (
  items: AsyncIterable<unknown>,
  credit: Credit,
  signal: AbortSignal,
  send: (item: unknown) => void,
): Promise<void> => {
  const iterator = items[Symbol.asyncIterator]()
  let finished = false
  const stop = async () => {
    if (!finished) await iterator.return?.()
  }
  // At once, not after the next item: a quiet stream may never have one. What it throws the loop below throws again.
  signal.addEventListener('abort', () => void stop().catch(() => undefined), { once: true })
  try {
    while (true) {
      await credit.take()
      signal.throwIfAborted()
      const step = await iterator.next().catch((error: unknown) => {
        finished = true
        throw error
      })
      finished = step.done === true
      signal.throwIfAborted()
      if (finished) return
      send(step.value)
    }
  } finally {
    await stop()
  }
}
