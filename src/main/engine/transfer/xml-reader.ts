import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { takeNode } from './read-object.ts'
import { type FileReader, FileRefused, type RecordSink } from './records.ts'
import { AS_JSON } from './xml-text.ts'

/** Beyond it, it is no graph but an attack, or a file of another kind. */
const MOST_DEPTH = 64

/** What is being read between two tags. */
interface Open {
  readonly isNode: boolean
  readonly id: string
  readonly source: string
  readonly target: string
  readonly fields: Map<string, unknown>
  readonly line: number
}

/** Names of fields by what the file calls them. */
type Names = Map<string, string>

/**
 * GraphML and GEXF, read as a stream: no tree is built, so a file may be large, and no entity but XML's own five is
 * known, so none can grow. Elements inside a node that mean nothing here (shapes, positions, other graphs) are passed.
 */
export class XmlReader implements FileReader {
  readonly #parser = new SaxesParser({ xmlns: false })
  readonly #sink: RecordSink
  readonly #kind: 'graphml' | 'gexf'
  /** Keys of GraphML by kind of element, attributes of GEXF likewise. */
  readonly #names: Readonly<Record<'node' | 'edge', Names>> = { node: new Map(), edge: new Map() }
  #class: 'node' | 'edge' = 'node'
  #open: Open | null = null
  /** The field whose text is read, and the text. */
  #field: string | null = null
  #text = ''
  #depth = 0
  #sawRoot = false
  #sawGraph = false

  constructor(kind: 'graphml' | 'gexf', sink: RecordSink) {
    this.#kind = kind
    this.#sink = sink
    this.#parser.on('error', (error) => {
      throw new FileRefused(`It is not well-formed XML: ${error.message}.`, this.#parser.line)
    })
    this.#parser.on('opentag', (tag) => this.#begin(tag as SaxesTagPlain))
    this.#parser.on('closetag', (tag) => this.#finish(localName(tag.name)))
    this.#parser.on('text', (text) => this.#take(text))
    this.#parser.on('cdata', (text) => this.#take(text))
  }

  write(text: string): void {
    this.#parser.write(text)
  }

  end(): void {
    if (this.#parser.position === 0) throw new FileRefused('It is empty.')
    this.#parser.close()
    if (!this.#sawGraph) throw new FileRefused(`It has no graph in it, as ${this.#kind} files do.`)
  }

  #begin({ name, attributes }: SaxesTagPlain): void {
    const local = localName(name)
    if (!this.#sawRoot && local !== this.#kind) {
      throw new FileRefused(`It is no ${this.#kind} file: it begins with <${local.slice(0, 40)}>.`)
    }
    this.#sawRoot = true
    this.#depth++
    if (this.#depth > MOST_DEPTH)
      throw new FileRefused('It nests deeper than any graph does.', this.#parser.line)
    if (local === 'graph') this.#sawGraph = true
    else if (local === 'node' || local === 'edge') this.#beginElement(local, attributes)
    else this.#beginField(local, attributes)
  }

  #beginElement(local: 'node' | 'edge', attributes: Record<string, string>): void {
    const fields = new Map<string, unknown>()
    for (const name of ['label', 'weight']) {
      if (attributes[name] !== undefined) fields.set(name, attributes[name])
    }
    const { id = '', source = '', target = '' } = attributes
    this.#open = { isNode: local === 'node', id, source, target, fields, line: this.#parser.line }
  }

  #beginField(local: string, attributes: Record<string, string>): void {
    const kind = this.#open?.isNode === false ? 'edge' : 'node'
    if (local === 'key') this.#declare(attributes)
    else if (local === 'attributes') this.#class = attributes.class === 'edge' ? 'edge' : 'node'
    else if (local === 'attribute') {
      this.#names[this.#class].set(attributes.id ?? '', attributes.title ?? attributes.id ?? '')
    } else if (local === 'attvalue' && this.#open !== null) {
      const key = attributes.for ?? attributes.id ?? ''
      this.#open.fields.set(this.#names[kind].get(key) ?? key, attributes.value ?? '')
    } else if (local === 'data' && this.#open !== null) {
      const key = attributes.key ?? ''
      this.#field = this.#names[kind].get(key) ?? key
      this.#text = ''
    }
  }

  #declare({ id = '', for: of = 'node', 'attr.name': name = id }: Record<string, string>): void {
    if (of !== 'edge') this.#names.node.set(id, name)
    if (of !== 'node') this.#names.edge.set(id, name)
  }

  #take(text: string): void {
    if (this.#field !== null) this.#text += text
  }

  #finish(local: string): void {
    this.#depth--
    const open = this.#open
    if (local === 'data' && open !== null && this.#field !== null) {
      open.fields.set(this.#field, this.#text)
      this.#field = null
    }
    if ((local !== 'node' && local !== 'edge') || open === null) return
    this.#open = null
    this.#hand(open)
  }

  #hand({ isNode, id, source, target, line, fields: raw }: Open): void {
    const fields = unescaped(raw)
    if (typeof fields === 'string') {
      const what = isNode
        ? `memory ${id.slice(0, 60)}`
        : `link ${source.slice(0, 60)} to ${target.slice(0, 60)}`
      this.#sink.fault({ line, what, why: `its ${fields} is not a JSON string` })
    } else if (isNode) takeNode({ line, id, fields }, this.#sink)
    else {
      const [type, weight, note, createdAt] = LINK_FIELDS.map((name) => fields.get(name))
      this.#sink.link({ line, from: source, to: target, type, weight, note, createdAt })
    }
  }
}

const LINK_FIELDS = ['type', 'weight', 'note', 'createdAt'] as const

/** Fields by their own names; the name of the one that is not what it should be. */
const unescaped = (raw: ReadonlyMap<string, unknown>): Map<string, unknown> | string => {
  const fields = new Map<string, unknown>()
  for (const [name, value] of raw) {
    if (!name.endsWith(AS_JSON)) fields.set(name, value)
    else {
      const own = name.slice(0, -AS_JSON.length)
      try {
        fields.set(own, JSON.parse(String(value)))
      } catch {
        return own
      }
    }
  }
  return fields
}

const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1)
