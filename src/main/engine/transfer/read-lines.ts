import type { FileReader } from './records.ts'

/** Characters of one line, which is more than the largest payload needs with every character escaped. */
const LONGEST = 8 * 1024 * 1024

interface Lines {
  /** @param line from 1 */
  line(text: string, line: number): void
  tooLong(line: number, most: number): void
}

/** Cuts a text that comes in parts into its lines. One that is too long is never held, and the next one is read. */
export class LineCutter implements FileReader {
  readonly #to: Lines
  #rest: string[] = []
  #length = 0
  #line = 1

  constructor(to: Lines) {
    this.#to = to
  }

  write(text: string): void {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#take(text.slice(from, end))
      this.#finish()
      from = end + 1
    }
    this.#take(text.slice(from))
  }

  end(): void {
    if (this.#length > 0) this.#finish()
  }

  #take(part: string): void {
    this.#length += part.length
    if (this.#length <= LONGEST) this.#rest.push(part)
    else this.#rest = []
  }

  #finish(): void {
    if (this.#length > LONGEST) this.#to.tooLong(this.#line, LONGEST)
    else this.#to.line(this.#rest.length === 1 ? (this.#rest[0] as string) : this.#rest.join(''), this.#line)
    this.#rest = []
    this.#length = 0
    this.#line++
  }
}
