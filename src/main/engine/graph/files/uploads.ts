import { AppError } from '#contract/errors'

/** Characters of one file. */
const LONGEST = 200_000_000
/** Files that are held at once; the one that was begun first gives way. */
const MOST = 3

interface Upload {
  readonly parts: string[]
  length: number
}

/** Files on their way in, in parts, until they are imported (LNK-4). Nothing of them outlives the program. */
export class Uploads {
  readonly #uploads = new Map<string, Upload>()
  #last = 0

  /**
   * Takes a part; without a number a new upload begins.
   * @returns its number
   * @throws AppError `graph/file`
   */
  take(number: string | undefined, text: string): string {
    const id = number ?? this.#begin()
    const upload = this.#of(id)
    upload.length += text.length
    if (upload.length > LONGEST) {
      this.#uploads.delete(id)
      throw refused(`It has more than ${LONGEST.toLocaleString('en')} characters.`)
    }
    upload.parts.push(text)
    return id
  }

  /** @throws AppError `graph/file` */
  partsOf(id: string): readonly string[] {
    return this.#of(id).parts
  }

  forget(id: string): void {
    this.#uploads.delete(id)
  }

  #begin(): string {
    const id = String(++this.#last)
    this.#uploads.set(id, { parts: [], length: 0 })
    const [oldest] = this.#uploads.keys()
    if (this.#uploads.size > MOST && oldest !== undefined) this.#uploads.delete(oldest)
    return id
  }

  #of(id: string): Upload {
    const upload = this.#uploads.get(id)
    if (upload === undefined) throw refused('It is not here any more: choose the file again.')
    return upload
  }
}

export const refused = (reason: string): AppError<'graph/file'> => new AppError('graph/file', { reason })
