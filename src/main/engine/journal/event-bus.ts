import type { EngineEvent } from '#contract/changes'

const MAX_WAITING = 256

/** One listener: events wait for it up to a bound; past it they are replaced by a single `lagged`. */
class Subscription {
  #waiting: EngineEvent[] = []
  #wake: () => void = () => {}
  #ended = false

  push(event: EngineEvent): void {
    if (this.#waiting.length >= MAX_WAITING) this.#waiting = [{ type: 'lagged' }]
    else this.#waiting.push(event)
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  async *items(): AsyncGenerator<EngineEvent> {
    while (!this.#ended) {
      const event = this.#waiting.shift()
      if (event !== undefined) yield event
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }
}

/** Tells every open window what happened, in order. */
export class EventBus {
  readonly #subscriptions = new Set<Subscription>()
  #closed = false

  publish(event: EngineEvent): void {
    for (const subscription of this.#subscriptions) subscription.push(event)
  }

  /** Everything published from this call on, until the signal aborts or the bus closes. */
  subscribe(signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const subscription = new Subscription()
    const end = (): void => {
      signal.removeEventListener('abort', end)
      this.#subscriptions.delete(subscription)
      subscription.end()
    }
    if (signal.aborted || this.#closed) subscription.end()
    else {
      this.#subscriptions.add(subscription)
      signal.addEventListener('abort', end)
    }
    return until(subscription.items(), end)
  }

  close(): void {
    this.#closed = true
    for (const subscription of this.#subscriptions) subscription.end()
    this.#subscriptions.clear()
  }
}

/** The items, and `end` when the reader has had enough of them. */
async function* until<T>(items: AsyncIterable<T>, end: () => void): AsyncGenerator<T> {
  try {
    yield* items
  } finally {
    end()
  }
}
