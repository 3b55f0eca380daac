/** The last so many are remembered: as many as calibrate at most. */
const mostQuestions = 240
/** With fewer it would be chance what they take. */
const fewestQuestions = 100
/** What was found with some questions is found anew once so many times as many were asked. */
const renewedAfter = 4

/**
 * What was asked of a space lately. Questions are not like the rows: parts of texts, in other words, with less in them.
 * A profile's promise is about them, so they calibrate it as soon as there are enough.
 */
export class Questions {
  readonly #vectors: Float32Array[] = []
  #asked = 0
  #askedThen = 0

  get byteLength(): number {
    return this.#vectors.reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  /** Remembers a question. The one before, asked once more, says nothing new. */
  note(vector: Float32Array): void {
    const before = this.#vectors[(this.#asked - 1) % mostQuestions]
    if (before?.every((value, i) => value === vector[i])) return
    this.#vectors[this.#asked % mostQuestions] = vector.slice()
    this.#asked += 1
  }

  /** Whether enough was asked since {@link take} to calibrate by it. */
  get isDue(): boolean {
    return this.#asked >= Math.max(fewestQuestions, renewedAfter * this.#askedThen)
  }

  /** The questions, to calibrate by; none where there are too few. */
  take(): readonly Float32Array[] {
    if (this.#asked < fewestQuestions) return []
    this.#askedThen = this.#asked
    return [...this.#vectors]
  }
}
