import { z } from 'zod'
import { BulkItem } from '#contract/memories'
import { Coordinate } from '#contract/memory'
import { parseInput } from '#rpc/parse-input'
import { HttpProblem } from '../../http-problem.ts'
import { readLines } from '../read-body.ts'
import { type Route, type RouteCall, shaped } from '../route.ts'

/**
 * Export and import of the program that this one descends from: a payload a line, with its place and type among the fields.
 * There both took a path on the server; here the body is the file.
 */

const Kind = z.enum(['episodic', 'semantic'])
const Line = z.looseObject({
  coord: Coordinate.optional(),
  memory_type: Kind.optional(),
  timestamp: z.number().nullish(),
  importance: z.number().optional(),
})

const refusePaths = (): never => {
  throw new HttpProblem(
    400,
    'http/path-refused',
    'No files of the server are read or written: the body is the file, for export that of the answer.',
  )
}

interface Exported {
  readonly memory?: {
    readonly coordinate: number[]
    readonly type: string
    readonly payload: string
    readonly importance: number
    readonly timestamp: number | null
  }
}

const lineOf = (text: string): string => {
  const { memory } = JSON.parse(text) as Exported
  if (memory === undefined) return ''
  const { payload, coordinate, type, importance, timestamp } = memory
  const fields = { importance, ...(JSON.parse(payload) as object), timestamp, coordinate, memory_type: type }
  return `${JSON.stringify(fields)}\n`
}

/** The lines of the export of graphs, of which those of memories count. */
async function* exportMemories({ handlers, namespace, context }: RouteCall): AsyncGenerator<string> {
  for await (const { text } of handlers.graph.export({ namespace, format: 'jsonl' }, context)) {
    const lines = text.split('\n').filter((line) => line !== '')
    yield lines.map(lineOf).join('')
  }
}

const objectIn = (line: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // Told below, with the number of the line.
  }
  throw new Error('it is no JSON object')
}

const itemOf = (line: string): BulkItem => {
  const { coordinate, memory_type: type, timestamp, importance, ...fields } = objectIn(line)
  if (coordinate === undefined && typeof fields.path === 'string') refusePaths()
  const own = { ...(type !== undefined && { type }), ...(typeof timestamp === 'number' && { timestamp }) }
  const weight = typeof importance === 'number' ? { importance } : {}
  return parseInput(BulkItem, { coordinate, payload: JSON.stringify(fields), ...own, ...weight })
}

const Report = z.strictObject({
  imported: z.int(),
  failed: z.array(z.strictObject({ line: z.int(), reason: z.string() })),
})
type Report = z.output<typeof Report>

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

type Read = { readonly line: number; readonly item: BulkItem }

const readItems = (lines: readonly string[], first: number, { failed }: Report): Read[] =>
  lines.flatMap((text, i) => {
    if (text.trim() === '') return []
    try {
      return [{ line: first + i, item: itemOf(text) }]
    } catch (error) {
      if (error instanceof HttpProblem) throw error
      failed.push({ line: first + i, reason: messageOf(error) })
      return []
    }
  })

const storeItems = async (read: readonly Read[], report: Report, call: RouteCall): Promise<void> => {
  if (read.length === 0) return
  const input = { namespace: call.namespace, items: read.map(({ item }) => item), chunk: 1000 }
  for await (const { items } of call.handlers.memories.storeBulk(input, call.context)) {
    for (const outcome of items) {
      const reason = outcome.is === 'refused' ? outcome.message : `it was ${outcome.is}`
      if (outcome.is === 'stored') report.imported++
      else report.failed.push({ line: read[outcome.index]?.line ?? 0, reason })
    }
  }
}

/** Bad lines are told, and the rest goes in. */
const importMemories = async (call: RouteCall): Promise<Report> => {
  const report: Report = { imported: 0, failed: [] }
  let next = 1
  for await (const lines of readLines(call.body)) {
    await storeItems(readItems(lines, next, report), report, call)
    next += lines.length
  }
  return report
}

const FILE = '{"task": "coil the rope", "coordinate": [21, 3], "memory_type": "episodic"}\n'

export const originalFiles: readonly Route[] = [
  shaped({
    at: 'POST /export_memories',
    of: ['graph.export'],
    id: 'original_export_memories',
    doc: 'All memories, a payload a line with its coordinate and type among the fields. A path is refused.',
    isOriginal: true,
    takes: z.strictObject({ path: z.string().optional() }),
    gives: { as: 'text', types: ['application/x-ndjson'], typeOf: () => 'application/x-ndjson' },
    run: ({ path }, call) => (path === undefined ? exportMemories(call) : refusePaths()),
  }),
  shaped({
    at: 'POST /import_memories',
    of: ['memories.storeBulk'],
    id: 'original_import_memories',
    doc: 'Import what was exported: a payload a line with its coordinate and type among the fields. A path is refused.',
    isOriginal: true,
    takes: z.strictObject({}),
    body: { lines: Line },
    gives: Report,
    bodyExample: FILE,
    run: (_, call) => importMemories(call),
  }),
]
