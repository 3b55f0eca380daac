import type { Log, MemoryStore } from '../ports.ts'
import type { DatingProgress } from './decay-ports.ts'
import { datingRules } from './due-time.ts'
import type { LiveRules } from './live-rules.ts'

/** Memories that are dated anew at once: some milliseconds of the thread that writes. */
const AT_ONCE = 1000

export interface DatedParts {
  readonly store: Pick<MemoryStore, 'dateBy'>
  readonly log: Log
  readonly rules: LiveRules
  /** Dating began, or came to its end. */
  readonly onState: () => void
}

/** Sees to it that memories are dated by the rules in force. Other rules date all of them anew, a slice between other calls. */
export class Dated {
  readonly #parts: DatedParts
  #progress: DatingProgress | null = null
  #slice: Promise<boolean> | null = null
  #inBackground: Promise<void> = Promise.resolve()
  readonly #stopped = new AbortController()

  constructor(parts: DatedParts) {
    this.#parts = parts
  }

  /** Null where all are dated. */
  get progress(): DatingProgress | null {
    return this.#progress
  }

  /** Resolves when what is written is dated by the rules in force; the others follow in the background. */
  async begin(): Promise<void> {
    if (!(await this.#date())) this.#inBackground = this.#goOn()
  }

  /** Resolves when every memory is dated by the rules in force, or nobody waits for it any more. */
  async all(signal: AbortSignal = this.#stopped.signal): Promise<void> {
    while (!signal.aborted && !this.#stopped.signal.aborted && !(await this.#next()));
  }

  /** Resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#inBackground
  }

  async #goOn(): Promise<void> {
    try {
      await this.all()
    } catch (error) {
      // A sweep does not go by dates of before: it begins with what is left of this.
      this.#parts.log.error('memories could not be dated anew', { reason: String(error) })
    }
  }

  /** One slice, however many wait for it. @returns whether it was the last */
  #next(): Promise<boolean> {
    this.#slice ??= this.#date().finally(() => {
      this.#slice = null
    })
    return this.#slice
  }

  async #date(): Promise<boolean> {
    const rules = this.#parts.rules.current
    const wasAtWork = this.#progress !== null
    this.#progress = await this.#parts.store.dateBy(datingRules(rules), AT_ONCE)
    const isAtWork = this.#progress !== null
    if (isAtWork !== wasAtWork) this.#parts.onState()
    return !isAtWork && rules === this.#parts.rules.current
  }
}
