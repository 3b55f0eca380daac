import type { sqliteStore } from '#stores/sqlite/sqlite-store'
import { crc, type SnapshotFile } from './snapshot-file.ts'

/** Fewer are read anew in a twentieth of a second; more would keep a page that opens meanwhile from its processor. */
const WORTH_A_FILE = 1_000
/** Rows that are read at the next start beside the file: about a tenth of a second. */
const WORTH_A_RENEWAL = 2_000
/** Documents that are written in half a second: more are not waited for at the end. */
const AT_THE_END = 100_000
const REST_MS = 10_000

type Saved = Pick<ReturnType<typeof sqliteStore>, 'keywordProgress' | 'saveKeywords'>

/**
 * Saves the keyword indexes when they have rested for a while, a piece between two calls, and gives up when they change;
 * and at the end, where that is soon done.
 */
export class KeywordSaver {
  readonly #store: Saved
  readonly #file: SnapshotFile
  #timer: NodeJS.Timeout | null = null

  constructor(store: Saved, file: SnapshotFile) {
    this.#store = store
    this.#file = file
  }

  /** The indexes are up to date, and something may have changed. */
  rest(): void {
    this.#stop()
    if (this.#isWorthIt()) this.#timer = setTimeout(() => this.#begin(), REST_MS).unref()
  }

  close(): void {
    this.#stop()
    const { documents } = this.#store.keywordProgress() ?? { documents: 0 }
    if (!this.#isWorthIt() || documents > AT_THE_END) return
    if (!this.#attempt(() => this.#start())) return
    while (this.#attempt(() => this.#file.step()));
  }

  #isWorthIt(): boolean {
    const progress = this.#store.keywordProgress()
    if (progress === null || progress.documents < WORTH_A_FILE) return false
    return progress.unsaved >= WORTH_A_RENEWAL || !this.#file.isThere()
  }

  #begin(): void {
    if (this.#attempt(() => this.#start())) this.#goOn()
  }

  #start(): true {
    this.#file.begin((sink) => this.#store.saveKeywords(sink, crc))
    return true
  }

  #goOn(): void {
    this.#timer = setTimeout(() => this.#attempt(() => this.#file.step()) && this.#goOn(), 0).unref()
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#file.abandon()
  }

  /** A file that cannot be written costs time at the next start, and nothing else. */
  #attempt(work: () => boolean): boolean {
    try {
      return work()
    } catch (error) {
      console.error('saving the keyword index failed:', error)
      this.#file.abandon()
      return false
    }
  }
}
