import type { Wait } from '../../vectors/re-embed.ts'

/** After the last recall there is that much of a rest before anything is measured. */
const QUIET_MS = 1000
const LOOK_SECONDS = 0.25
/** Where there is no rest at all, a slice is done after so many looks, between two recalls. */
const PATIENCE = 40
/** An answer takes some milliseconds; behind one that never comes, work goes on. */
const MOMENT_SECONDS = 0.01
const MOST_MOMENTS = 100

/** Whether somebody is being answered: what can wait does so then. */
export class RecallTraffic {
  readonly #elapsed: () => number
  readonly #onTurn: (isBusy: boolean) => void
  #underWay = 0
  #lastAt = Number.NEGATIVE_INFINITY

  /**
   * @param elapsed milliseconds of a monotone clock
   * @param onTurn told when somebody begins to be answered, and when nobody is any more
   */
  constructor(elapsed: () => number, onTurn: (isBusy: boolean) => void = () => {}) {
    this.#elapsed = elapsed
    this.#onTurn = onTurn
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1
    if (this.#underWay === 1) this.#onTurn(true)
    try {
      return await work()
    } finally {
      this.#underWay -= 1
      if (this.#underWay === 0) this.#onTurn(false)
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

  /** Resolves when nobody is being answered at this moment; between two short pieces of work, so it never waits long. */
  async moment(wait: Wait, signal: AbortSignal): Promise<void> {
    for (let looks = 0; this.#underWay > 0 && looks < MOST_MOMENTS; looks++) {
      await wait(MOMENT_SECONDS, signal)
      signal.throwIfAborted()
    }
  }

  #isQuiet(isPatienceOver: boolean): boolean {
    if (this.#underWay > 0) return false
    return isPatienceOver || this.#elapsed() - this.#lastAt >= QUIET_MS
  }
}
