import type { Timing } from '#services/timing'

/** Time that passes only when somebody sleeps or a test lets it, and chance that is none. */
export class VirtualTiming implements Timing {
  #ms = 1_700_000_000_000
  /** Milliseconds of every pause that was asked for. */
  readonly slept: number[] = []
  readonly #timeouts: { readonly ms: number; readonly aborter: AbortController }[] = []

  now = (): number => this.#ms / 1000
  elapsed = (): number => this.#ms
  random = (): number => 0.5

  sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted()
    this.slept.push(ms)
    this.#ms += ms
  }

  timeout = (ms: number): AbortSignal => {
    const aborter = new AbortController()
    this.#timeouts.push({ ms, aborter })
    return aborter.signal
  }

  /** Every request that is on its way has waited for long enough; says for how long that is. */
  expire(): number[] {
    const due = this.#timeouts.splice(0)
    for (const { aborter } of due) aborter.abort(new DOMException('too late', 'TimeoutError'))
    return due.map(({ ms }) => ms)
  }

  pass(ms: number): void {
    this.#ms += ms
  }
}
