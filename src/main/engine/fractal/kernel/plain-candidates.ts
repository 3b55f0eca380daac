import type { Views } from './plain-views.ts'

/** What `beginScan` is told. */
interface ScanRoom {
  readonly bins: number
  readonly scores: number
  readonly ids: number
  readonly room: number
  readonly keep: number
  readonly allowed: number
}

interface Taking {
  readonly over: number
  readonly upTo: number
  readonly there: number
  readonly ids: number
  readonly seen: Set<number>
}

/** The last bin of the histogram. */
export const lastBin = 65_535

/** What a scan has found: scores and ids side by side, and a histogram that tells the score of the worst to keep. */
export class Candidates {
  readonly #views: Views
  // Indices of int32, and of a byte; no filter is 0.
  #bins = 0
  #scores = 0
  #ids = 0
  #allowed = 0
  #room = 0
  #keep = 0
  #above = 0
  /** The score of those that stay though they are not above the threshold; -1 for none. */
  #tied = -1
  #lowest = lastBin + 1
  #highest = -1
  found = 0
  /** Scores must be above. */
  threshold = -1

  constructor(views: Views) {
    this.#views = views
  }

  begin({ bins, scores, ids, room, keep, allowed }: ScanRoom): void {
    this.#bins = bins / 4
    this.#scores = scores / 4
    this.#ids = ids / 4
    this.#room = room
    this.#keep = keep
    this.#allowed = allowed
    this.found = 0
    this.threshold = -1
    this.#above = 0
    this.#tied = -1
    this.#lowest = lastBin + 1
    this.#highest = -1
  }

  /** Takes one with a score above the threshold, if it is allowed. @param place address of its id */
  offer(score: number, place: number): void {
    const { bytes, i32, u32 } = this.#views
    const id = u32[place / 4]!
    if (this.#allowed !== 0 && ((bytes[this.#allowed + (id >>> 3)]! >> (id & 7)) & 1) === 0) return
    i32[this.#bins + score]! += 1
    if (score < this.#lowest) this.#lowest = score
    if (score > this.#highest) this.#highest = score
    i32[this.#scores + this.found] = score
    u32[this.#ids + this.found] = place
    this.found++
    this.#above++
    if (this.#above > this.#keep) this.#raiseThreshold()
    if (this.found < this.#room) return
    this.#dropBelowThreshold()
    if (this.found >= this.#room) this.#dropTies()
  }

  /** Leaves what is not above the threshold, and puts ids where their addresses were. */
  finish(): void {
    this.#dropBelowThreshold()
    const { u32 } = this.#views
    for (let i = this.#ids; i < this.#ids + this.found; i++) u32[i] = u32[u32[i]! / 4]!
  }

  /** As high as it may be with `keep` above it or on the score that follows. */
  #raiseThreshold(): void {
    const { i32 } = this.#views
    let next = Math.max(this.threshold + 1, this.#lowest)
    let there = i32[this.#bins + next]!
    while (this.#above - there >= this.#keep) {
      this.#above -= there
      this.threshold = next
      next++
      there = i32[this.#bins + next]!
    }
  }

  #dropBelowThreshold(): void {
    const { i32 } = this.#views
    let kept = 0
    for (let i = 0; i < this.found; i++) {
      const score = i32[this.#scores + i]!
      if (score <= this.threshold && (score !== this.#tied || this.#tied < this.threshold)) continue
      this.#keepAt(kept, score, i)
      kept++
    }
    this.found = kept
  }

  /** More than fit have one score, that of the worst: the first of them stay, `keep` in all, and no more are taken. */
  #dropTies(): void {
    const { i32 } = this.#views
    let worst = lastBin
    for (let i = 0; i < this.found; i++) worst = Math.min(worst, i32[this.#scores + i]!)
    let better = 0
    for (let i = 0; i < this.found; i++) if (i32[this.#scores + i]! > worst) better++
    // None of them, where those that are better fill the room already.
    let ties = Math.max(0, this.#keep - better)
    let kept = 0
    for (let i = 0; i < this.found; i++) {
      const score = i32[this.#scores + i]!
      if (score === worst && --ties < 0) continue
      this.#keepAt(kept, score, i)
      kept++
    }
    this.found = kept
    this.#above = better
    this.threshold = worst
    this.#tied = worst
  }

  #keepAt(place: number, score: number, from: number): void {
    const { i32, u32 } = this.#views
    i32[this.#scores + place] = score
    u32[this.#ids + place] = u32[this.#ids + from]!
  }

  /** Candidates with scores above it are at least `first`, and as few as may be. */
  cutFor(first: number): number {
    const { i32 } = this.#views
    let bin = this.#highest + 1
    for (let counted = 0; counted < first && bin > this.threshold + 1; ) {
      bin--
      counted += i32[this.#bins + bin]!
    }
    return bin - 1
  }

  clearHistogram(): void {
    this.#views.i32.fill(0, this.#bins + this.#lowest, this.#bins + this.#highest + 1)
  }

  /**
   * Appends the ids of those with over < score <= upTo to the `there` ids that are at an address. What came from two lists
   * is taken once, but among more candidates than half of the histogram's bins, as in the SIMD kernel.
   * @param seen ids that were taken @returns how many are there
   */
  take({ over, upTo, there, ids, seen }: Taking): number {
    const { i32, u32 } = this.#views
    const notesTwins = this.found * 2 <= lastBin + 1
    let taken = there
    for (let i = 0; i < this.found; i++) {
      const score = i32[this.#scores + i]!
      if (score <= over || score > upTo) continue
      const id = u32[this.#ids + i]!
      if (notesTwins && seen.has(id)) continue
      seen.add(id)
      u32[ids / 4 + taken] = id
      taken++
    }
    return taken
  }
}
