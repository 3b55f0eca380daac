import type { Fault } from '#contract/imports'
import { unreachable } from '#contract/unreachable'
import { checkLink, checkMemory } from './check-record.ts'
import { CsvReader } from './csv-reader.ts'
import type { ReadOptions, ReadPass, RecordBatch } from './import-ports.ts'
import { JsonItems } from './json-items.ts'
import { MarkdownReader } from './markdown-reader.ts'
import { LineCutter } from './read-lines.ts'
import { readObject } from './read-object.ts'
import {
  type FileReader,
  FileRefused,
  type ImportLink,
  type ImportMemory,
  type RawLink,
  type RawMemory,
  type RecordSink,
  Unusable,
} from './records.ts'
import { XmlReader } from './xml-reader.ts'

/** Of a batch: few enough to be one transaction and one message between threads. */
const MEMORIES = 250
/** Of payloads: what is copied, read and embedded at a stretch, and keeps whoever else asks the engine waiting. */
const CHARACTERS = 1_000_000
const LINKS = 1000
const FAULTS = 500

/** Where the text of a file comes from. */
export type TextParts = AsyncIterable<{ readonly text: string; readonly done: number }>

/** Reads a file once, and hands it over in batches. Never throws over what stands in it. */
export async function* readRecords(
  parts: TextParts,
  options: ReadOptions,
  pass: ReadPass,
): AsyncGenerator<RecordBatch> {
  const found = new Found(options, pass)
  const reader = readerOf(options, found)
  let done = 0
  let isFirst = true
  try {
    for await (const part of parts) {
      done = part.done
      if (part.text === '') continue
      reader.write(isFirst ? part.text.replace(/^\ufeff/, '') : part.text)
      isFirst = false
      while (found.isFull) yield found.batch(done)
    }
    if (isFirst) throw new FileRefused('It is empty.')
    reader.end()
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    while (found.isFull) yield found.batch(done)
    return yield { ...found.batch(done), refused: { line: error.line, why: error.message } }
  }
  while (found.isFull) yield found.batch(done)
  yield found.batch(done)
}

const readerOf = ({ format, columns }: ReadOptions, sink: RecordSink): FileReader => {
  const objects = {
    tooLong: (line: number, most: number): void =>
      sink.fault({ line, what: 'a line', why: `it has more than ${most.toLocaleString('en')} characters` }),
    item: (list: string, text: string, line: number): void => readObject({ list, text, line }, sink),
    line: (text: string, line: number): void => {
      if (text.trim() !== '') readObject({ list: '', text, line }, sink)
    },
  }
  switch (format) {
    case 'graphml':
    case 'gexf':
      return new XmlReader(format, sink)
    case 'json':
      return new JsonItems(objects)
    case 'csv':
      return new CsvReader(sink, columns, null)
    case 'tsv':
      return new CsvReader(sink, columns, '\t')
    case 'markdown':
      return new MarkdownReader(sink)
    case 'jsonl':
      return new LineCutter(objects)
    default:
      return unreachable(format)
  }
}

/** What was read and waits to be handed over. */
class Found implements RecordSink {
  readonly #options: ReadOptions
  readonly #pass: ReadPass
  readonly #memories: ImportMemory[] = []
  readonly #links: ImportLink[] = []
  readonly #faults: Fault[] = []
  /** Characters of the payloads that wait. */
  #characters = 0
  #memoriesSeen = 0
  #linksSeen = 0

  constructor(options: ReadOptions, pass: ReadPass) {
    this.#options = options
    this.#pass = pass
  }

  get isFull(): boolean {
    return (
      this.#memories.length >= MEMORIES ||
      this.#characters >= CHARACTERS ||
      this.#links.length >= LINKS ||
      this.#faults.length >= FAULTS
    )
  }

  memory(raw: RawMemory): void {
    if (this.#pass !== 'memories') return
    const number = ++this.#memoriesSeen
    this.#attempt(raw.line, `memory ${shown(raw.coordinate ?? raw.name ?? number)}`, () => {
      const memory = checkMemory(raw, this.#options.limits)
      const isNamed = memory.name !== null || memory.coordinate !== null
      this.#memories.push(isNamed ? memory : { ...memory, name: `${UNNAMED}${number}` })
      this.#characters += charactersOf(memory)
    })
  }

  link(raw: RawLink): void {
    this.#linksSeen++
    if (this.#pass !== 'links') return
    this.#attempt(raw.line, `link ${shown(raw.from)} to ${shown(raw.to)}`, () => {
      this.#links.push(checkLink(raw))
    })
  }

  fault(fault: Fault): void {
    if (this.#pass === 'memories') this.#faults.push(fault)
  }

  batch(done: number): RecordBatch {
    return {
      memories: this.#takeMemories(),
      links: this.#links.splice(0, LINKS),
      faults: this.#faults.splice(0, FAULTS),
      done,
      linksSeen: this.#linksSeen,
      refused: null,
    }
  }

  /** At least one, however long it is. */
  #takeMemories(): ImportMemory[] {
    let count = 0
    let characters = 0
    while (count < Math.min(this.#memories.length, MEMORIES) && characters < CHARACTERS) {
      characters += charactersOf(this.#memories[count++] as ImportMemory)
    }
    this.#characters -= characters
    return this.#memories.splice(0, count)
  }

  #attempt(line: number, what: string, take: () => void): void {
    try {
      take()
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      this.#faults.push({ line, what, why: error.message })
    }
  }
}

const charactersOf = ({ payload, versions }: ImportMemory): number =>
  versions.reduce((sum, one) => sum + one.payload.length, payload.length)

/** How names begin that are none but the place in the file. */
export const UNNAMED = '\u0000'

const shown = (value: unknown): string => {
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : value
  const text = Array.isArray(name) ? name.join(', ') : String(name)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
