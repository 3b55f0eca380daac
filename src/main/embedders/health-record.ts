import type { EmbedderHealth } from '#contract/app'
import type { ServiceFault } from '#services/service-fault'

/** What was last seen of an embedder. */
export class HealthRecord {
  #health: EmbedderHealth
  readonly #now: () => number
  readonly #onChange: (health: EmbedderHealth) => void

  /** @param now epoch seconds */
  constructor(now: () => number, onChange: (health: EmbedderHealth) => void = () => {}) {
    this.#now = now
    this.#onChange = onChange
    this.#health = { state: 'ready', since: now(), message: '', lastLatency: null }
  }

  get health(): EmbedderHealth {
    return this.#health
  }

  /** @param latency milliseconds */
  succeeded(latency: number): void {
    this.#become('ready', '', latency)
  }

  failed({ kind, message }: ServiceFault): void {
    this.#become(kind, message, this.#health.lastLatency)
  }

  #become(state: EmbedderHealth['state'], message: string, lastLatency: number | null): void {
    const since = state === this.#health.state ? this.#health.since : this.#now()
    this.#health = { state, since, message, lastLatency }
    this.#onChange(this.#health)
  }
}
