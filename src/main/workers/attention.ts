/** So long a job rests at most, and then works at least, where somebody is always being answered. */
const REST_MS = 100
const WORK_MS = 20
const CALM = 0
const BUSY = 1

/**
 * A word that threads share: whether somebody is being answered. Long jobs beside it rest meanwhile, so that with few
 * cores an answer does not share one with them.
 */
export class Attention {
  readonly word = new Int32Array(new SharedArrayBuffer(4))

  set(isBusy: boolean): void {
    Atomics.store(this.word, 0, isBusy ? BUSY : CALM)
    if (!isBusy) Atomics.notify(this.word, 0)
  }
}

/**
 * What a job calls every few hundred microseconds, in a thread that may block: returns when nobody is being answered, or when
 * it has rested long enough.
 * @param elapsed milliseconds of a monotone clock
 */
export const restingFor = (word: Int32Array, elapsed: () => number): (() => void) => {
  let workedSince = Number.NEGATIVE_INFINITY
  return () => {
    if (Atomics.load(word, 0) === CALM || elapsed() - workedSince < WORK_MS) return
    if (Atomics.wait(word, 0, BUSY, REST_MS) === 'timed-out') workedSince = elapsed()
  }
}
