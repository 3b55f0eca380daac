import type { Wait } from '../../vectors/re-embed.ts'

/** After the last recall there is that much of a rest before anything is measured. */
const QUIET_MS = 1000
const LOOK_SECONDS = 0.25
/** Where there is no rest at all, a slice is done after so many looks, between two recalls. */
const PATIENCE = 40

/** Whether somebody is being answered: what can wait does so then. */
export class RecallTraffic {
  readonly #elapsed: () => number
  #underWay = 0
  #lastAt = Number.NEGATIVE_INFINITY

  /** @param elapsed milliseconds of a monotone clock */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1
    try {
      return await work()
    } finally {
      this.#underWay -= 1
      this.#lastAt = this.#elapsed()
    }
  }

  /**
   * Resolves when nobody has asked for a second; where somebody always does, after ten seconds, in a moment when nobody
   * waits.
   */
  async rest(wait: Wait, signal: AbortSignal): Promise<void> {
    for (let looks = 0; !this.#isQuiet(looks >= PATIENCE); looks++) {
      await wait(LOOK_SECONDS, signal)
      signal.throwIfAborted()
    }
  }

  #isQuiet(isPatienceOver: boolean): boolean {
    if (this.#underWay > 0) return false
    return isPatienceOver || this.#elapsed() - this.#lastAt >= QUIET_MS
  }
}
