import { z } from 'zod'
import { type GraphView, textAt, UNKNOWN } from '#contract/graph'
import { ExportFormat } from '#contract/graph-files'
import { ImportFormat, ImportMode, ImportReport } from '#contract/imports'
import { contract } from '#contract/index'
import { Coordinate, MemoryType, NamespaceName } from '#contract/memory'
import { HttpProblem } from '../../http-problem.ts'
import { readParts } from '../read-body.ts'
import { derived, type Gives, type Route, type RouteCall, shaped, within } from '../route.ts'
import { toWire } from '../wire.ts'

const MOST_NODES = 200_000
/** Characters that are handed on at once; the contract takes four million. */
const PART = 1_000_000
const namespace = NamespaceName.optional()
const Place = z.array(z.number())
const Known = z.number().nullable()

const Head = z.strictObject({
  kind: z.literal('graph'),
  seq: z.int(),
  /** The change at which communities and ranks were made; null before there are any. */
  analysed_at: z.int().nullable(),
  total: z.strictObject({ nodes: z.int(), links: z.int() }),
  offset: z.int(),
  /** Where the next page begins; null where this is the last one. */
  next_offset: z.int().nullable(),
})

const Node = z.strictObject({
  kind: z.literal('node'),
  id: z.string(),
  coord: Place,
  title: z.string(),
  memory_type: MemoryType,
  pinned: z.boolean(),
  importance: z.number(),
  timestamp: Known,
  created_at: Known,
  degree_in: z.int(),
  degree_out: z.int(),
  community: Known,
  component: Known,
  core: Known,
  page_rank: Known,
  betweenness: Known,
})

const Link = z.strictObject({
  kind: z.literal('link'),
  from: Place,
  to: Place,
  type: z.string(),
  weight: z.number(),
  created_at: Known,
})

const Asked = z
  .strictObject({
    namespace,
    start: contract.graph.view.input.shape.start.default({ kind: 'whole' }),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(20_000).default(1000),
  })
  .refine(({ offset, limit }) => offset + limit <= MOST_NODES, {
    path: ['offset'],
    message: `pages reach to ${MOST_NODES.toLocaleString('en')} memories; /graph/export has all`,
  })
type Asked = z.output<typeof Asked>

const known = (value: number | undefined): number | null =>
  value === undefined || value === UNKNOWN || Number.isNaN(value) ? null : value

/** All coordinates, which stand one behind the other. */
const coordinatesOf = ({ arity, coordinates }: GraphView['nodes']): number[][] => {
  let at = 0
  return Array.from(arity, (count) => {
    at += count
    return Array.from(coordinates.subarray(at - count, at))
  })
}

const nodeAt = ({ nodes }: GraphView, i: number, coord: number[]): object => ({
  kind: 'node',
  id: textAt(nodes.ids, i),
  coord,
  title: textAt(nodes.titles, i),
  memory_type: nodes.type[i] === 1 ? 'semantic' : 'episodic',
  pinned: nodes.pinned[i] === 1,
  importance: nodes.importance[i],
  timestamp: known(nodes.timestamp[i]),
  created_at: known(nodes.createdAt[i]),
  degree_in: nodes.degreeIn[i],
  degree_out: nodes.degreeOut[i],
  community: known(nodes.community[i]),
  component: known(nodes.component[i]),
  core: known(nodes.core[i]),
  page_rank: known(nodes.pageRank[i]),
  betweenness: known(nodes.betweenness[i]),
})

/**
 * A page of the graph: its nodes, those with most links first, and each link whose second end is on this page. So over all
 * pages each link comes once, after both of its ends.
 */
async function* graphPage({ offset, limit, ...query }: Asked, call: RouteCall): AsyncGenerator<object> {
  const asked = { ...within(query, call), limit: offset + limit }
  const view = await call.handlers.graph.view(asked, call.context)
  const { seq, analysedAt, total, nodes, links, typeNames } = view
  const places = coordinatesOf(nodes)
  const end = places.length
  const next_offset = end === offset + limit && end < total.nodes ? end : null
  yield { kind: 'graph', seq, analysed_at: analysedAt, total, offset, next_offset }
  for (let i = offset; i < end; i++) yield nodeAt(view, i, places[i] as number[])
  for (let i = 0; i < links.from.length; i++) {
    const [from, to] = [links.from[i] as number, links.to[i] as number]
    if (Math.max(from, to) < offset) continue
    yield {
      kind: 'link',
      from: places[from],
      to: places[to],
      type: typeNames[links.type[i] as number],
      weight: links.weight[i],
      created_at: known(links.createdAt[i]),
    }
  }
}

/** Notes are a folder, which is no body. */
const TextFormat = ExportFormat.exclude(['markdown'])
type TextFormat = z.output<typeof TextFormat>

const TYPES: Readonly<Record<TextFormat, string>> = {
  graphml: 'application/graphml+xml',
  gexf: 'application/gexf+xml',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
}

const file: Gives = {
  as: 'text',
  types: Object.values(TYPES),
  typeOf: ({ format }: { format: TextFormat }) => TYPES[format],
}

const Import = z.strictObject({
  namespace,
  format: ImportFormat,
  mode: ImportMode.default('update').describe('What to do with a memory whose place is taken'),
  dry_run: z.boolean().default(false).describe('Only say what would come of it'),
  name: z.string().max(1000).default('a file over HTTP').describe('What people call it'),
  resume: z
    .boolean()
    .default(false)
    .describe('Go on with an import of the same file that ended before its end'),
})

/** Hands a file on part by part, under the number of an upload. */
const upload = async ({ handlers, context, body }: RouteCall): Promise<string> => {
  let [number, text] = [undefined as string | undefined, '']
  const hand = async (): Promise<string> => {
    const part = { text, ...(number !== undefined && { upload: number }) }
    text = ''
    number = (await handlers.imports.upload(part, context)).upload
    return number
  }
  for await (const part of readParts(body)) {
    text += part
    if (text.length >= PART) await hand()
  }
  return hand()
}

const importFile = async (
  { dry_run: dryRun, ...given }: z.output<typeof Import>,
  call: RouteCall,
): Promise<unknown> => {
  const { imports } = call.handlers
  const number = await upload(call)
  try {
    const query = { ...within(given, call), upload: number, dryRun }
    for await (const item of imports.run(query, call.context)) {
      if (item.kind === 'done') return toWire(ImportReport, item.report)
    }
    throw new HttpProblem(400, 'http/bad-request', 'The import ended without a report.')
  } finally {
    await imports.discard({ upload: number }, call.context)
  }
}

const FILE = '{"nodes": [{"id": "4,5,6", "coordinate": [4, 5, 6]}], "links": []}'

export const graphRoutes: readonly Route[] = [
  shaped({
    at: 'GET /graph',
    of: ['graph.view'],
    doc: 'A page of the graph, one JSON object a line: what it is, then memories, those with most links first, then links.',
    takes: Asked,
    gives: { as: 'lines', schema: z.discriminatedUnion('kind', [Head, Node, Link]) },
    example: { limit: 100 },
    run: graphPage,
  }),
  shaped({
    at: 'GET /graph/export',
    of: ['graph.export'],
    takes: z.strictObject({
      namespace,
      format: TextFormat.default('graphml'),
      coordinates: z.array(Coordinate).min(1).max(20_000).optional(),
    }),
    gives: file,
    example: { format: 'jsonl' },
    run: async function* (given, call) {
      for await (const { text } of call.handlers.graph.export(within(given, call), call.context)) yield text
    },
  }),
  shaped({
    at: 'POST /graph/import',
    of: ['imports.run', 'imports.upload'],
    doc: 'Import a file of memories and links, which is the body, into a namespace, which is made where there is none. A dry run only says what would come of it.',
    takes: Import,
    body: 'text',
    gives: ImportReport,
    example: { format: 'json', dry_run: true },
    bodyExample: FILE,
    run: importFile,
  }),
  shaped({
    at: 'POST /graph/import/{import}/undo',
    of: ['imports.undo'],
    doc: 'Take back all changes of an import, the last first. `undone` says how many there were.',
    takes: z.strictObject({ namespace, import: z.string() }),
    gives: z.strictObject({ undone: z.int() }),
    example: { import: 'the-id-of-the-report' },
    run: async (given, { handlers, namespace: own, context }) => {
      let undone = 0
      const asked = { namespace: given.namespace ?? own, import: given.import }
      for await (const { done } of handlers.imports.undo(asked, context)) undone = done
      return { undone }
    },
  }),
  derived('GET /graph/analysis', 'graph.analysis'),
  derived('GET /graph/near-unlinked', 'graph.nearUnlinked', { example: { limit: 5 } }),
  derived('GET /graph/linked-far', 'graph.linkedFar', { example: { limit: 5 } }),
  derived('POST /graph/dismissed-pairs', 'graph.dismissPair', {
    example: { list: 'near', a: [1, 2, 3], b: [4, 5, 7] },
  }),
  derived('GET /graph/dismissed-pairs', 'graph.dismissedPairs'),
  derived('DELETE /graph/dismissed-pairs', 'graph.restorePairs', { example: { list: 'near' } }),
  derived('POST /graph/nearest', 'graph.nearest', { example: { coords: [[1, 2, 3]], k: 2 } }),
  derived('GET /graph/moments', 'graph.moments', { example: { most: 50 } }),
  derived('POST /graph/compare', 'graph.compare', {
    example: { from: { seq: 0 }, to: { at: 4_000_000_000 } },
  }),
  derived('GET /graph/removed-links', 'graph.removedLinks', { example: { since: 0 } }),
]
