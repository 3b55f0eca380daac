import type { RecallResult } from '#contract/recall'
import type { Clock } from '../ports.ts'

type Times = RecallResult['timings']
type Stage = Exclude<keyof Times, 'total'>

const NOTHING: Times = { embed: 0, filter: 0, keyword: 0, vector: 0, graph: 0, fuse: 0, total: 0 }

/** Milliseconds of the stages of one recall; stages that run side by side each take their own. */
export class StageTimes {
  readonly #clock: Clock
  readonly #started: number
  readonly #times: { -readonly [K in keyof Times]: number } = { ...NOTHING }

  constructor(clock: Clock) {
    this.#clock = clock
    this.#started = clock.elapsed()
  }

  now(): number {
    return this.#clock.elapsed()
  }

  /** What a stage takes that began with the recall. */
  since<T>(stage: Stage, work: Promise<T>): Promise<T> {
    return this.from(stage, this.#started, work)
  }

  async from<T>(stage: Stage, from: number, work: Promise<T>): Promise<T> {
    const value = await work
    this.stop(stage, from)
    return value
  }

  stop(stage: Stage, from: number): void {
    this.#times[stage] = this.#clock.elapsed() - from
  }

  finish(): Times {
    return { ...this.#times, total: this.#clock.elapsed() - this.#started }
  }
}
