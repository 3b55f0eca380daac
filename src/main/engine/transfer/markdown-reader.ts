import { type Note, nameOf, readNote } from './markdown-note.ts'
import { LineCutter } from './read-lines.ts'
import { type FileReader, type RecordSink, Unusable } from './records.ts'

interface Source {
  readonly line: number
  readonly path: string
  readonly from: unknown
  readonly note: Note
}

/**
 * A folder of notes, as lines of `{"path", "text"}`. Links come at the end, when it is known which notes there are:
 * `[[Note]]` is the note of that name nearest to the one that points to it.
 */
export class MarkdownReader implements FileReader {
  readonly #sink: RecordSink
  readonly #lines: LineCutter
  /** Paths by what the notes are called. */
  readonly #paths = new Map<string, string[]>()
  readonly #ends = new Map<string, unknown>()
  readonly #sources: Source[] = []

  constructor(sink: RecordSink) {
    this.#sink = sink
    this.#lines = new LineCutter({
      line: (text, line) => this.#take(text, line),
      tooLong: (line, most) =>
        sink.fault({ line, what: 'a note', why: `it has more than ${most.toLocaleString('en')} characters` }),
    })
  }

  write(text: string): void {
    this.#lines.write(text)
  }

  end(): void {
    this.#lines.end()
    for (const { line, path, from, note } of this.#sources) {
      for (const link of note.links ?? []) this.#sink.link({ ...link, line, from })
      if (note.links !== null) continue
      // A note may point to another one in several ways.
      const targets = new Set(note.targets.map((target) => this.#find(target, path) ?? target))
      for (const target of targets) {
        const to = this.#ends.get(target) ?? { name: target }
        this.#sink.link({ line, from, to, type: 'related' })
      }
    }
  }

  #take(text: string, line: number): void {
    if (text.trim() === '') return
    const found = entryOf(text)
    if (found === null) {
      this.#sink.fault({ line, what: 'a note', why: 'it is no note with a path' })
      return
    }
    const { path, text: source } = found
    try {
      const note = readNote(path, source)
      const from = note.memory.coordinate ?? { name: path }
      this.#sink.memory({ ...note.memory, line })
      this.#ends.set(path, from)
      const name = nameOf(path).toLowerCase()
      this.#paths.set(name, [...(this.#paths.get(name) ?? []), path])
      this.#sources.push({ line, path, from, note: { ...note, memory: { payload: '' } } })
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      this.#sink.fault({ line, what: path.slice(0, 80), why: error.message })
    }
  }

  /** The path of a note that another one points to. */
  #find(target: string, from: string): string | undefined {
    const paths = this.#paths.get(nameOf(target).toLowerCase()) ?? []
    const wanted = target
      .toLowerCase()
      .replace(/\.(md|markdown)$/, '')
      .replace(/^(\.?\.\/)+/, '')
    const fitting = paths.filter((path) => withoutEnding(path).endsWith(wanted))
    const folder = from.slice(0, from.lastIndexOf('/') + 1)
    return fitting.find((path) => path.startsWith(folder)) ?? fitting[0]
  }
}

const withoutEnding = (path: string): string => path.toLowerCase().replace(/\.(md|markdown)$/, '')

const entryOf = (text: string): { path: string; text: string } | null => {
  try {
    const value = JSON.parse(text) as { path?: unknown; text?: unknown } | null
    if (typeof value?.path !== 'string' || typeof value.text !== 'string') return null
    return value.path === '' || value.path.length > 1000 ? null : { path: value.path, text: value.text }
  } catch {
    return null
  }
}
