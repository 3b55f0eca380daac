import { strToU8, Zip, ZipDeflate } from 'fflate'

/** Notes, as lines of `{"path", "text"}`, as one zip: a page can save a file, and a folder only that way. */
export class NoteZip {
  readonly #parts: Uint8Array<ArrayBuffer>[] = []
  readonly #folder: string
  readonly #zip = new Zip((error, part) => {
    if (error) throw error
    this.#parts.push(part as Uint8Array<ArrayBuffer>)
  })

  constructor(folder: string) {
    this.#folder = folder
  }

  add(lines: string): void {
    for (const line of lines.split('\n')) {
      if (line === '') continue
      const { path, text } = JSON.parse(line) as { readonly path: string; readonly text: string }
      const note = new ZipDeflate(`${this.#folder}/${path}`)
      this.#zip.add(note)
      note.push(strToU8(text), true)
    }
  }

  end(): Blob {
    this.#zip.end()
    return new Blob(this.#parts, { type: 'application/zip' })
  }
}
