import { z } from 'zod'
import { BulkItem } from '#contract/memories'
import { PayloadText } from '#contract/memory'
import { type Route, type RouteCall, shaped } from '../route.ts'
import { flatPayload, Question, recallQuery, withPayloads } from './recall-routes.ts'

/**
 * The routes of the program that this one descends from, with its names and shapes, so that its clients go on as they are.
 * They work in the configured namespace, and coordinates are texts.
 */

/** `1,2,3`. */
const Place = z
  .string()
  .max(1000)
  .transform((text) => text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part))))
  .pipe(BulkItem.shape.coordinate)

const Kind = z.enum(['episodic', 'semantic'])
const Ok = z.strictObject({ ok: z.boolean() })
const Coordinates = z.array(z.array(z.number()))
/** A payload with `coordinate`, `memory_type` and `timestamp` among its fields. */
const FlatPayload = z.looseObject({ memory_type: Kind })

const Stored = z.strictObject({ coord: Place, payload: PayloadText, type: Kind.nullish() })
type Stored = z.output<typeof Stored>

const storeInput = ({ coord: coordinate, payload, type }: Stored) =>
  BulkItem.parse({ coordinate, payload, type: type ?? undefined })

const { query, context, top_k, type, filters, hybrid } = Question.shape
const Options = { top_k, type, hybrid }

type Asked = { top_k: number; type?: z.output<typeof type>; filters?: z.output<typeof filters> }

const ask = async (asked: Asked & { query: string; context?: z.output<typeof context> }, call: RouteCall) => {
  const { namespace } = call
  const question = recallQuery({ ...asked, explain: false }, namespace)
  const { hits } = await call.handlers.recall.search(question, call.context)
  return withPayloads(hits, namespace, call)
}

const OF_RECALL = ['recall.search', 'memories.getMany'] as const

/** Given in the query by the first clients, and in the body by later ones. */
const textQuery = (query: Readonly<Record<string, string | string[]>>): boolean => 'query' in query

const original = { isOriginal: true } as const

export const originalRoutes: readonly Route[] = [
  shaped({
    ...original,
    at: 'POST /store',
    of: ['memories.store'],
    id: 'original_store',
    doc: 'Store a memory. `ok` is false where the write gate stopped it.',
    takes: Stored,
    gives: Ok,
    example: { coord: '21,1', payload: { task: 'oil the windlass', importance: 2 }, type: 'episodic' },
    run: async (given, { handlers, namespace, context }) => {
      const input = { ...storeInput(given), namespace, ifTaken: 'update' as const }
      return { ok: (await handlers.memories.store(input, context)).stored }
    },
  }),
  shaped({
    ...original,
    at: 'POST /remember',
    of: ['memories.remember', 'memories.store'],
    id: 'original_remember',
    takes: Stored.extend({ coord: Place.nullish() }),
    gives: Ok,
    example: { payload: { fact: 'the windlass is oiled' } },
    run: async ({ coord, ...given }, { handlers, namespace, context }) => {
      const { coordinate, ifTaken, ...rest } = storeInput({ ...given, coord: coord ?? [0] })
      const outcome = coord
        ? handlers.memories.store({ ...rest, namespace, coordinate, ifTaken }, context)
        : handlers.memories.remember({ ...rest, namespace }, context)
      return { ok: (await outcome).stored }
    },
  }),
  shaped({
    ...original,
    at: 'POST /store_bulk',
    of: ['memories.storeBulk'],
    id: 'original_store_bulk',
    takes: z.strictObject({ items: z.array(Stored).min(1).max(10_000) }),
    gives: z.strictObject({ stored: z.int() }),
    example: { items: [{ coord: '21,2', payload: { task: 'coil the rope' } }] },
    run: async ({ items }, { handlers, namespace, context }) => {
      const input = { namespace, items: items.map(storeInput), chunk: 1000 }
      let stored = 0
      for await (const chunk of handlers.memories.storeBulk(input, context)) {
        stored += chunk.items.filter(({ is }) => is === 'stored').length
      }
      return { stored }
    },
  }),
  shaped({
    ...original,
    at: 'POST /delete_many',
    of: ['memories.remove'],
    id: 'original_delete_many',
    doc: 'Move memories to the bin. `deleted` says how many were there.',
    takes: z.strictObject({ coords: z.array(Place).min(1).max(100_000) }),
    gives: z.strictObject({ deleted: z.int() }),
    example: { coords: ['21,9', '21,10'] },
    run: async ({ coords: coordinates }, { handlers, namespace, context }) => ({
      deleted: (await handlers.memories.remove({ namespace, coordinates }, context)).count,
    }),
  }),
  shaped({
    ...original,
    at: 'POST /recall_batch',
    of: OF_RECALL,
    id: 'original_recall_batch',
    takes: z.strictObject({ ...Options, queries: z.array(query).min(1).max(100), filters }),
    gives: z.strictObject({ batches: z.array(z.array(FlatPayload)) }),
    example: { queries: ['windlass', 'rope'], top_k: 1 },
    run: async ({ queries, ...asked }, call) => {
      const all = await Promise.all(queries.map((one) => ask({ ...asked, query: one }, call)))
      return { batches: all.map((found) => found.map(flatPayload)) }
    },
  }),
  shaped({
    ...original,
    at: 'POST /recall_with_scores',
    of: OF_RECALL,
    id: 'original_recall_with_scores',
    takes: z.strictObject({
      ...Options,
      query,
      exact: z.boolean().optional(),
      case_sensitive: z.boolean().optional(),
    }),
    gives: z.strictObject({
      results: z.array(z.strictObject({ payload: FlatPayload, score: z.number().nullable() })),
    }),
    example: { query: 'windlass', top_k: 2 },
    run: async (asked, call) => {
      const found = await ask(asked, call)
      return { results: found.map((one) => ({ payload: flatPayload(one), score: one.hit.score })) }
    },
  }),
  shaped({
    ...original,
    at: 'POST /recall_with_context',
    of: OF_RECALL,
    id: 'original_recall_with_context',
    takes: z.strictObject({ ...Options, query, context: context.unwrap() }),
    gives: z.strictObject({ results: z.array(FlatPayload) }),
    example: { query: 'windlass', context: { place: 'harbour' }, top_k: 2 },
    // With the query in the address the whole body is the context.
    adapt: (request) =>
      textQuery(request.query) ? { query: request.query, body: { context: request.body } } : request,
    run: async (asked, call) => ({ results: (await ask(asked, call)).map(flatPayload) }),
  }),
  shaped({
    ...original,
    at: 'POST /link',
    of: ['links.put'],
    id: 'original_link',
    takes: z.strictObject({
      from_coord: Place,
      to_coord: Place,
      type: z.string().default('related'),
      weight: z.number().positive().default(1),
    }),
    gives: Ok,
    example: { from_coord: '21,1', to_coord: '21,2', type: 'related', weight: 1 },
    run: async ({ from_coord: from, to_coord: to, type, weight }, { handlers, namespace, context }) => {
      await handlers.links.put({ namespace, from, to, type, weight, note: null }, context)
      return { ok: true }
    },
  }),
  shaped({
    ...original,
    at: 'GET /shortest_path',
    of: ['links.path'],
    id: 'original_shortest_path',
    doc: 'The coordinates along the shortest way from one memory to another; none where no way leads there.',
    takes: z.strictObject({ frm: Place, to: Place, link_type: z.string().optional() }),
    gives: z.strictObject({ path: Coordinates }),
    example: { frm: '21,1', to: '21,2' },
    run: async ({ frm: from, to, link_type }, { handlers, namespace, context }) => {
      const way = { by: 'weight', direction: 'out', withoutTypes: [], without: [], k: 1 } as const
      const types = link_type === undefined ? {} : { types: [link_type] }
      const query = { ...way, ...types, namespace, from, to, withoutTypes: [], without: [] }
      const { paths } = await handlers.links.path(query, context)
      return { path: paths[0]?.memories.map(({ coordinate }) => coordinate) ?? [] }
    },
  }),
  shaped({
    ...original,
    at: 'GET /range',
    of: ['memories.range'],
    id: 'original_range',
    takes: z.strictObject({ min: Place, max: Place, type: Kind.optional() }),
    gives: z.strictObject({ coords: Coordinates }),
    example: { min: '21,0', max: '21,9' },
    run: async (box, { handlers, namespace, context }) => {
      const rows = await handlers.memories.range({ ...box, namespace, limit: 10_000 }, context)
      return { coords: rows.map(({ coordinate }) => coordinate) }
    },
  }),
]
