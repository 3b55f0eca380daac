import { type FileReader, FileRefused, idOf, type RawGraph } from './graph-file.ts'

type Plain = Readonly<Record<string, unknown>>

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(isPlain(value) ? Object.entries(value) : [])

const parsed = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new FileRefused(
      `${where} is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : error}.`,
    )
  }
}

/** Graphology's serialization. JSON can't be read in parts, so the whole of it is kept until the end. */
export class GraphologyReader implements FileReader {
  readonly #graph: RawGraph
  readonly #parts: string[] = []

  constructor(graph: RawGraph) {
    this.#graph = graph
  }

  write(text: string): void {
    this.#parts.push(text)
  }

  end(): void {
    const file = parsed(this.#parts.join(''), 'It')
    if (!isPlain(file) || !Array.isArray(file.nodes)) {
      throw new FileRefused('It has no list "nodes", as graphs of Graphology do.')
    }
    for (const node of file.nodes as unknown[]) {
      const { key, attributes } = isPlain(node) ? node : {}
      this.#graph.node({ id: nameOf(key), fields: fieldsOf(attributes) })
    }
    const edges: unknown[] = Array.isArray(file.edges) ? file.edges : []
    for (const edge of edges) {
      const { source, target, attributes } = isPlain(edge) ? edge : {}
      this.#graph.link({ source: nameOf(source), target: nameOf(target), fields: fieldsOf(attributes) })
    }
  }
}

/** Lines of `{"memory": ...}` and `{"link": ...}`; links may come before their ends. */
export class LinesReader implements FileReader {
  readonly #graph: RawGraph
  #rest = ''
  #line = 0

  constructor(graph: RawGraph) {
    this.#graph = graph
  }

  write(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() as string
    for (const line of lines) this.#read(line)
  }

  end(): void {
    this.#read(this.#rest)
  }

  #read(line: string): void {
    this.#line++
    if (line.trim() === '') return
    const value = parsed(line, `Line ${this.#line.toLocaleString('en')}`)
    const { memory, link } = isPlain(value) ? value : {}
    if (isPlain(memory)) this.#graph.node({ id: nameOf(memory.coordinate), fields: fieldsOf(memory) })
    else if (isPlain(link)) {
      const [source, target] = [nameOf(link.from), nameOf(link.to)]
      this.#graph.link({ source, target, fields: fieldsOf(link) })
    } else throw new FileRefused(`Line ${this.#line.toLocaleString('en')} is neither a memory nor a link.`)
  }
}

/** What a node is called: a text, a number, or a coordinate as a list. */
const nameOf = (value: unknown): string => {
  if (Array.isArray(value)) return idOf(value.map((one) => (typeof one === 'number' ? one : Number.NaN)))
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
