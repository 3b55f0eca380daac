/** Held until a page listens; more than this nobody waits for. */
const MOST = 50

/** Requests to one window, in order. Whoever reads last has it: a page that was loaded again. */
export class RequestQueue<T> {
  readonly #waiting: T[] = []
  #wake: (() => void) | undefined

  push(request: T): void {
    this.#waiting.push(request)
    if (this.#waiting.length > MOST) this.#waiting.shift()
    this.#wake?.()
  }

  async *read(signal: AbortSignal): AsyncGenerator<T> {
    while (!signal.aborted) {
      const next = this.#waiting.shift()
      if (next !== undefined) yield next
      else await this.#pushed(signal)
    }
  }

  #pushed(signal: AbortSignal): Promise<void> {
    // Another reader before this one goes on waiting for nothing, until its call ends.
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    signal.addEventListener('abort', () => resolve(), { once: true })
    return promise
  }
}
