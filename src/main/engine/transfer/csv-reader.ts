import type { ColumnRole } from '#contract/imports'
import { columnNames, guessColumns } from './csv-columns.ts'
import { delimiterOf, readRecord } from './csv-record.ts'
import { type FileReader, FileRefused, type RecordSink } from './records.ts'

/** Characters of one record, as for a line. */
const LONGEST = 2 * 1024 * 1024

/**
 * A table whose first record names the columns, read as a stream. A record that is broken costs its first line, and
 * reading goes on with the next one: a quote that is never closed does not take the rest of the file along.
 */
export class CsvReader implements FileReader {
  readonly #sink: RecordSink
  readonly #given: readonly ColumnRole[] | undefined
  #delimiter: string | null
  #rest = ''
  #isSkipping = false
  #line = 1
  #names: readonly string[] = []
  #roles: readonly ColumnRole[] = []

  constructor(sink: RecordSink, given: readonly ColumnRole[] | undefined, delimiter: string | null) {
    this.#sink = sink
    this.#given = given
    this.#delimiter = delimiter
  }

  write(text: string): void {
    this.#rest += text
    this.#take(false)
  }

  end(): void {
    this.#take(true)
    if (this.#names.length === 0) throw new FileRefused('It has no line that names its columns.')
  }

  #take(isEnd: boolean): void {
    this.#delimiter ??= this.#findDelimiter(isEnd)
    if (this.#delimiter === null) return
    let at = this.#isSkipping ? this.#skipFrom(0) : 0
    while (at < this.#rest.length) {
      const found = readRecord(this.#rest, at, { delimiter: this.#delimiter, isEnd })
      if (found.is === 'record') {
        this.#record(found.fields)
        this.#line += found.lines
        at = found.end
        continue
      }
      const isTooLong = this.#rest.length - at > LONGEST
      const isLineHere = this.#rest.includes('\n', at)
      if (!isTooLong && !isEnd && (found.is === 'cut' || !isLineHere)) break
      const why = found.is === 'broken' ? found.why : 'a quote is opened and not closed for too long'
      const what = this.#rest.slice(at, at + 60).split('\n')[0] ?? ''
      this.#sink.fault({ line: this.#line, what: what.trim(), why })
      at = this.#skipFrom(at)
    }
    this.#rest = this.#rest.slice(at)
  }

  /** To the next line; where that is still to come, the text on the way to it is dropped. */
  #skipFrom(at: number): number {
    const end = this.#rest.indexOf('\n', at)
    this.#isSkipping = end < 0
    if (end < 0) return this.#rest.length
    this.#line++
    return end + 1
  }

  #findDelimiter(isEnd: boolean): string | null {
    const end = this.#rest.indexOf('\n')
    if (end < 0 && !isEnd && this.#rest.length < LONGEST) return null
    return delimiterOf(end < 0 ? this.#rest : this.#rest.slice(0, end))
  }

  #record(fields: readonly string[]): void {
    if (fields.length === 1 && fields[0]?.trim() === '') return
    if (this.#names.length === 0) {
      this.#names = columnNames(fields)
      this.#roles = this.#given ?? guessColumns(this.#names)
    } else if (fields.length > this.#names.length) {
      const why = `it has ${fields.length} columns, and the first line names ${this.#names.length}`
      this.#sink.fault({ line: this.#line, what: fields.join(' ').slice(0, 60), why })
    } else this.#memory(fields)
  }

  #memory(fields: readonly string[]): void {
    const of = (role: ColumnRole): string | undefined => {
      const i = this.#roles.indexOf(role)
      return i < 0 || fields[i] === undefined || fields[i] === '' ? undefined : fields[i]
    }
    const axes = fields.filter((_, i) => this.#roles[i] === 'axis')
    const isPlaced = axes.some((axis) => axis !== '')
    this.#sink.memory({
      line: this.#line,
      name: of('id'),
      coordinate: of('coordinate') ?? (isPlaced ? axes : undefined),
      payload: this.#roles.includes('payload') ? (of('payload') ?? '') : this.#payload(fields),
      type: of('type')?.toLowerCase(),
      importance: of('importance'),
      timestamp: secondsOf(of('timestamp')),
      pinned: of('pinned'),
    })
  }

  /** What has no other meaning, under the names of its columns; an id too, for people know it by that. */
  #payload(fields: readonly string[]): string {
    const kept = fields.flatMap((value, i) => {
      const isKept = (this.#roles[i] === 'field' || this.#roles[i] === 'id') && value !== ''
      return isKept ? [`${JSON.stringify(this.#names[i])}:${JSON.stringify(value)}`] : []
    })
    return `{${kept.join(',')}}`
  }
}

/** Seconds as they are, or a date that a program wrote. */
const secondsOf = (text: string | undefined): string | number | undefined => {
  if (text === undefined || Number.isFinite(Number(text))) return text
  const time = Date.parse(text)
  return Number.isNaN(time) ? text : time / 1000
}
