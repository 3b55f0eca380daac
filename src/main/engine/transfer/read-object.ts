import { compactJson } from '../memory/json-text.ts'
import { membersOf } from '../secrets/json-members.ts'
import type { RecordSink } from './records.ts'

type Plain = Readonly<Record<string, unknown>>

/** One JSON object of a file. */
interface Found {
  /** The list that it stands in; empty in a file of lines, or of one list. */
  readonly list: string
  readonly text: string
  readonly line: number
}

/**
 * Takes a JSON object for what it looks like: a memory or link of ours, of the original program, an entity or relation
 * of the MCP memory server, a memory of mem0, a node or edge of Graphology, or any other object, which is a payload then.
 * Payloads keep the characters that stand in the file.
 */
export const readObject = (found: Found, sink: RecordSink): void => {
  const { line, text } = found
  const fault = (why: string): void => sink.fault({ line, what: begin(text), why })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    fault(`it is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : error}`)
    return
  }
  try {
    if (isPlain(value)) take(value, found, sink)
    else fault('it is no JSON object')
  } catch (error) {
    // A key that stands twice.
    fault(error instanceof Error ? error.message : String(error))
  }
}

const take = (value: Plain, found: Found, sink: RecordSink): void => {
  const { line, list, text } = found
  const { memory, link } = value
  const isNode = list === 'nodes' && ('key' in value || 'attributes' in value)
  if (isPlain(memory)) ofOurs(memory, found, sink)
  else if (isPlain(link)) sink.link({ ...link, line, from: link.from, to: link.to })
  else if (isNode) ofNode(value, found, sink)
  else if (list === 'edges' && 'source' in value) ofEdge(value, line, sink)
  else if (value.type === 'entity' || list === 'entities') ofEntity(value, found, sink)
  else if ('relationType' in value) ofRelation(value, line, sink)
  else if (list === 'relations') {
    sink.fault({ line, what: begin(text), why: 'it relates names, not memories' })
  } else if ('coordinate' in value || 'coord' in value) ofOriginal(value, found, sink)
  else if (typeof memory === 'string') ofMem0(value, found, sink)
  else sink.memory({ line, name: idOf(value, 'id'), payload: text, ...plainFacts(value) })
}

const ofOurs = (memory: Plain, { line }: Found, sink: RecordSink): void => {
  const { coordinate, payload, type, importance, timestamp, pinned, versions } = memory
  sink.memory({
    line,
    coordinate: coordinate ?? [],
    payload: textOf(payload),
    type,
    importance,
    timestamp,
    pinned,
    versions,
  })
}

/** A line of the original program, or of a bulk file: `{coord, payload, type}`. */
const ofOriginal = (value: Plain, { line, text }: Found, sink: RecordSink): void => {
  const coordinate = value.coordinate ?? value.coord ?? []
  const { importance, timestamp, pinned } = value
  const type = value.memory_type ?? ('payload' in value ? value.type : undefined)
  const payload = isPlain(value.payload) ? membersIn(text).get('payload') : value.payload
  const own = typeof payload === 'string' ? payload : without(text, ['coordinate', 'coord', 'memory_type'])
  sink.memory({ line, coordinate, payload: own, type, importance, timestamp, pinned })
}

/** https://github.com/modelcontextprotocol/servers/tree/main/src/memory: found again by its name. */
const ofEntity = (value: Plain, { line, text }: Found, sink: RecordSink): void => {
  const payload = value.type === 'entity' ? without(text, ['type']) : text
  sink.memory({ line, name: idOf(value, 'name'), payload, type: 'semantic' })
}

const ofRelation = ({ from, to, relationType }: Plain, line: number, sink: RecordSink): void =>
  // Ends are names, also where they look like coordinates.
  sink.link({ line, from: asName(from), to: asName(to), type: relationType })

/** What mem0 calls `memory` is the text. */
const ofMem0 = (value: Plain, { line, text }: Found, sink: RecordSink): void => {
  const members = [...membersIn(text)].map(([name, raw]) => [name === 'memory' ? 'text' : name, raw] as const)
  const created = typeof value.created_at === 'string' ? Date.parse(value.created_at) / 1000 : Number.NaN
  const timestamp = Number.isFinite(created) ? created : undefined
  sink.memory({ line, name: idOf(value, 'id'), payload: objectOf(members), type: 'semantic', timestamp })
}

const ofNode = ({ key, attributes }: Plain, { line }: Found, sink: RecordSink): void => {
  const fields = isPlain(attributes) ? attributes : {}
  takeNode({ line, id: nodeName(key), fields: new Map(Object.entries(fields)) }, sink)
}

const ofEdge = ({ source, target, attributes }: Plain, line: number, sink: RecordSink): void => {
  const { type, weight, note, createdAt } = isPlain(attributes) ? attributes : {}
  sink.link({ line, from: nodeName(source), to: nodeName(target), type, weight, note, createdAt })
}

/** A node of a graph: with a payload it is of ours, else of another program, whose attributes become one. */
interface NamedNode {
  readonly line: number
  readonly id: string
  readonly fields: ReadonlyMap<string, unknown>
}

export const takeNode = ({ line, id, fields }: NamedNode, sink: RecordSink): void => {
  const [type, importance, timestamp, pinned] = FACTS.map((name) => fields.get(name))
  const payload = fields.get('payload')
  if (payload === undefined) ofOtherProgram({ line, id, fields }, sink)
  else {
    const versions = fields.get('versions')
    const own = { payload: textOf(payload), type, importance, timestamp, pinned, versions }
    sink.memory({ line, coordinate: id, ...own })
  }
}

const ofOtherProgram = ({ line, id, fields }: NamedNode, sink: RecordSink): void => {
  const [type, importance, timestamp, pinned] = FACTS.map((name) => fields.get(name))
  const isOurs = type === 'episodic' || type === 'semantic'
  const others = [...fields].filter(
    ([name]) => !['label', 'title'].includes(name) && !(isOurs && FACTS.includes(name)),
  )
  const payload = objectOf([
    ['title', JSON.stringify(String(fields.get('label') ?? id))],
    ...others.map(([name, value]) => [name, JSON.stringify(value)] as const),
  ])
  const facts = isOurs ? { type, importance, timestamp, pinned } : { type: 'semantic' }
  const isPlace = /^[-+.,\d\seE]+$/.test(id)
  sink.memory({ line, ...(isPlace ? { coordinate: id } : { name: id || undefined }), payload, ...facts })
}

const FACTS: readonly string[] = ['type', 'importance', 'timestamp', 'pinned']

/** What any object may say of itself; words that mean something else there are left to the payload. */
const plainFacts = ({ memory_type: type, importance, timestamp, pinned }: Plain) => ({
  ...((type === 'episodic' || type === 'semantic') && { type }),
  ...(typeof importance === 'number' && { importance }),
  ...(typeof timestamp === 'number' && { timestamp }),
  ...(typeof pinned === 'boolean' && { pinned }),
})

const membersIn = (text: string): Map<string, string> => {
  const json = compactJson(text)
  return new Map(membersOf(json).map(({ name, from, to }) => [name, json.slice(from, to)]))
}

const without = (text: string, names: readonly string[]): string =>
  objectOf([...membersIn(text)].filter(([name]) => !names.includes(name)))

const objectOf = (members: readonly (readonly [name: string, raw: string])[]): string =>
  `{${members.map(([name, raw]) => `${JSON.stringify(name)}:${raw}`).join(',')}}`

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where it is no text, what stands there is shown to be none by whoever checks it. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const idOf = (value: Plain, key: string): string | undefined => {
  const id = value[key]
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}

const asName = (value: unknown): unknown => (typeof value === 'string' ? { name: value } : value)

/** What a node is called: a text, a number, or a coordinate as a list. */
const nodeName = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(',')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

const begin = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}
