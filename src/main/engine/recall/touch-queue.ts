import type { Clock, Log, MemoryKey, MemoryStore, Touch } from '../ports.ts'

/** So many memories may wait before they are written without being told to. */
const MOST_WAITING = 1000

/**
 * Counts what agents recalled (REC-6). Recall only notes it here; it is written in one go, some time after the answer.
 * What the program dies with before that is lost: counts of accesses are worth no write on the way to an answer.
 */
export class TouchQueue {
  readonly #store: MemoryStore
  readonly #clock: Clock
  readonly #log: Log
  readonly #isOn: () => boolean
  #waiting = new Map<MemoryKey, { count: number; at: number }>()
  #writing: Promise<void> = Promise.resolve()

  constructor(parts: {
    readonly store: MemoryStore
    readonly clock: Clock
    readonly log: Log
    /** Asked each time. */
    readonly isOn: () => boolean
  }) {
    this.#store = parts.store
    this.#clock = parts.clock
    this.#log = parts.log
    this.#isOn = parts.isOn
  }

  note(keys: Iterable<MemoryKey>): void {
    if (!this.#isOn()) return
    const at = this.#clock.now()
    for (const key of keys) {
      this.#waiting.set(key, { count: (this.#waiting.get(key)?.count ?? 0) + 1, at })
    }
    if (this.#waiting.size >= MOST_WAITING) void this.flush()
  }

  /** Writes what waits. Never rejects: nobody's answer depends on it. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async #write(): Promise<void> {
    if (this.#waiting.size === 0) return
    const touches: Touch[] = [...this.#waiting].map(([key, { count, at }]) => ({ key, count, at }))
    this.#waiting = new Map()
    try {
      await this.#store.touch(touches)
    } catch (error) {
      this.#log.warn('accesses of memories were not counted', {
        memories: touches.length,
        error: error instanceof Error ? error.message : String(error),
      })
    }
  }
}
