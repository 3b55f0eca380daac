import type { Arena } from './arena.ts'
import { codingOf, encodeBytes } from './codebook.ts'
import { histogramBins, scanScratchBytes } from './kernel/kernel.ts'

/** Scores and ids side by side, as the kernel writes them: float32 (or what is said) and uint32. */
export interface Ranked {
  readonly scores: number
  readonly ids: number
}

const smallestRoom = 8192

/** Where the kernel finds its operands and leaves its results; one search or insert at a time. */
export class Scratch {
  readonly #arena: Arena
  readonly query: number
  readonly table: number
  readonly tableScratch: number
  readonly facts: number
  readonly encodeScratch: number
  readonly code: number
  /** Of a second one. */
  readonly otherCode: number
  readonly bins: number
  /** Room for 1024 ids and as many float64 scores. */
  readonly exact: Ranked
  /** One zero: the score of the root. */
  readonly rootScore: number
  readonly rootId: number
  #room = 0
  #block = 0

  constructor(arena: Arena) {
    this.#arena = arena
    const { width } = arena
    const { subspaces, codeBytes } = codingOf(width)
    const parts = [
      width * 4,
      subspaces * 16,
      subspaces * 68,
      64,
      encodeBytes(width),
      codeBytes,
      codeBytes,
      scanScratchBytes + histogramBins * 4,
      1024 * 12,
    ]
    const starts: number[] = []
    let bytes = 0
    for (const part of parts) {
      starts.push(bytes)
      bytes += Math.ceil(part / 64) * 64
    }
    const at = arena.allocate(bytes)
    arena.bytes.fill(0, at, at + bytes)
    const [query, table, tableScratch, facts, encodeScratch, code, otherCode, bins, exact] = starts.map(
      (start) => at + start,
    ) as [number, number, number, number, number, number, number, number, number]
    this.query = query
    this.table = table
    this.tableScratch = tableScratch
    this.facts = facts
    this.rootScore = facts + 16
    this.rootId = facts + 32
    this.encodeScratch = encodeScratch
    this.code = code
    this.otherCode = otherCode
    this.bins = bins + scanScratchBytes
    this.exact = { scores: exact, ids: exact + 1024 * 8 }
    this.reserve(smallestRoom)
  }

  /** Entries that the buffers below have room for. */
  get room(): number {
    return this.#room
  }

  /** Candidates of a scan: int32 scores and uint32 ids. */
  get candidates(): Ranked {
    return this.#pair(0)
  }

  /** Two rankings, so that one level reads what the one above wrote. */
  get rankings(): readonly [Ranked, Ranked] {
    return [this.#pair(1), this.#pair(2)]
  }

  /** Makes the buffers at least so long; what they held is gone. */
  reserve(entries: number): void {
    if (entries <= this.#room) return
    if (this.#room > 0) this.#arena.release(this.#block, this.#room * 24)
    this.#room = Math.ceil(entries / 1024) * 1024
    this.#block = this.#arena.allocate(this.#room * 24)
  }

  #pair(index: number): Ranked {
    const scores = this.#block + index * this.#room * 8
    return { scores, ids: scores + this.#room * 4 }
  }
}
