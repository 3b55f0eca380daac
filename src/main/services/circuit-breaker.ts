import { ServiceFault } from './service-fault.ts'

export interface BreakerSettings {
  /** Failures in a row after which nobody is let through. */
  readonly threshold: number
  /** Milliseconds until somebody may try; doubled each time that fails. */
  readonly pause: number
  readonly longestPause: number
}

/**
 * Keeps callers from waiting for a server that is known to be dead (Nygard, "Release It!"): after some failures in a
 * row it is open and answers with the last of them at once; after a while one caller is let through to see.
 */
export class CircuitBreaker {
  readonly #settings: BreakerSettings
  readonly #elapsed: () => number
  #failures = 0
  #last: ServiceFault | null = null
  #openUntil = 0
  #pause: number
  #isProbing = false

  /** @param elapsed milliseconds of a monotone clock */
  constructor(settings: BreakerSettings, elapsed: () => number) {
    this.#settings = settings
    this.#elapsed = elapsed
    this.#pause = settings.pause
  }

  /** Lets the caller through, who then reports one of succeeded, failed and abandoned. @throws ServiceFault */
  enter(): void {
    if (this.#last === null || this.#failures < this.#settings.threshold) return
    const left = this.#openUntil - this.#elapsed()
    if (left > 0 || this.#isProbing) throw refusal(this.#last, left)
    this.#isProbing = true
  }

  succeeded(): void {
    this.#failures = 0
    this.#last = null
    this.#pause = this.#settings.pause
    this.#isProbing = false
  }

  failed(fault: ServiceFault): void {
    this.#failures++
    this.#last = fault
    this.#isProbing = false
    const { threshold, longestPause } = this.#settings
    // A server that says when is taken at its word.
    if (fault.retryAfter !== null && fault.retryAfter > longestPause)
      this.#failures = Math.max(threshold, this.#failures)
    if (this.#failures < threshold) return
    this.#openUntil = Math.max(
      this.#openUntil,
      this.#elapsed() + Math.max(this.#pause, fault.retryAfter ?? 0),
    )
    this.#pause = Math.min(this.#pause * 2, longestPause)
  }

  /** The caller went away without an outcome. */
  abandoned(): void {
    this.#isProbing = false
  }
}

const refusal = ({ kind, message }: ServiceFault, left: number): ServiceFault => {
  const when = left > 0 ? `in ${Math.ceil(left / 1000)} s` : 'now'
  return new ServiceFault(kind, `${message} It is tried again ${when}.`)
}
