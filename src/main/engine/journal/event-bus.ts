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

  publish(event: EngineEvent): void {
    for (const subscription of this.#subscriptions) subscription.push(event)
  }

  /** Everything published from now on, until the signal aborts or the bus closes. */
  async *subscribe(signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const subscription = new Subscription()
    const end = (): void => subscription.end()
    this.#subscriptions.add(subscription)
    signal.addEventListener('abort', end)
    try {
      if (!signal.aborted) yield* subscription.items()
    } finally {
      signal.removeEventListener('abort', end)
      this.#subscriptions.delete(subscription)
    }
  }

  close(): void {
    for (const subscription of this.#subscriptions) subscription.end()
  }
}
