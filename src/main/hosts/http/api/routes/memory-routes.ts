import { z } from 'zod'
import { AppError } from '#contract/errors'
import { GateVerdict } from '#contract/gate-verdict'
import { contract } from '#contract/index'
import {
  PageQuery,
  type RememberOutcome,
  SortColumn,
  StoreInput,
  type StoreOutcome,
} from '#contract/memories'
import { ChangeReceipt, Coordinate, MemoryType, NamespaceName } from '#contract/memory'
import { derived, type Route, type RouteCall, shaped, within } from '../route.ts'
import { toWire } from '../wire.ts'

const namespace = NamespaceName.optional()
const reason = StoreInput.shape.reason
const PLACE = { coord: '1,2,3' }

/** What became of a write (GATE-2). */
const Stored = z.strictObject({
  /** Whether it was stored, once more under the name that the first clients know. */
  ok: z.boolean(),
  stored: z.boolean(),
  coord: z.array(z.number()).optional(),
  memory_type: MemoryType,
  gate: GateVerdict.nullable(),
  id: z.string().optional(),
  version: z.int().optional(),
  created: z.boolean().optional(),
  /** Where the write waits that the gate stopped. */
  entry: z.string().optional(),
  seq: z.int(),
  count: z.int(),
})

const storedReply = (
  { gate, seq, count, ...outcome }: StoreOutcome | RememberOutcome,
  given: { readonly coordinate?: readonly number[]; readonly type: string },
): object => {
  const { stored } = outcome
  const coord = 'coordinate' in outcome ? outcome.coordinate : given.coordinate
  return {
    ok: stored,
    stored,
    ...(coord && { coord }),
    memory_type: given.type,
    gate: toWire(GateVerdict.nullable(), gate),
    ...(stored
      ? { id: outcome.id, version: outcome.version, created: outcome.created }
      : { entry: outcome.entry }),
    seq,
    count,
  }
}

const stopped = {
  status: 202,
  doc: 'The write gate stopped it: it says nothing new. It waits in the inbox of the gate, and nothing was stored.',
  when: (value: { readonly stored: boolean }) => !value.stored,
} as const

const NEW = {
  payload: { text: 'The bridge opens at noon', tags: ['harbour'] },
  memory_type: 'semantic',
  importance: 2,
}

const sortOf = (sort: string): { by: SortColumn; direction: 'asc' | 'desc' } => {
  const isDown = sort.startsWith('-')
  return { by: (isDown ? sort.slice(1) : sort) as SortColumn, direction: isDown ? 'desc' : 'asc' }
}

const SORTS = SortColumn.options.flatMap((column) => [column, `-${column}`] as const)

interface OnePlace {
  readonly namespace?: string | undefined
  readonly coordinate: number[]
  readonly reason?: string | undefined
}

const placesOf = ({ coordinate, namespace, reason }: OnePlace, call: RouteCall) => ({
  namespace: namespace ?? call.namespace,
  coordinates: [coordinate],
  reason,
})

const removeOne = async (given: OnePlace, call: RouteCall): Promise<unknown> => {
  const places = placesOf(given, call)
  const receipt = await call.handlers.memories.remove(places, call.context)
  return receipt.count > 0 ? receipt : nobody(places)
}

const restoreOne = async (
  { version, ...given }: OnePlace & { readonly version?: number | undefined },
  call: RouteCall,
): Promise<unknown> => {
  const { memories } = call.handlers
  if (version !== undefined) return memories.restoreVersion({ ...within(given, call), version }, call.context)
  const places = placesOf(given, call)
  const receipt = await memories.restore(places, call.context)
  return receipt.count > 0 ? receipt : nobody(places)
}

const nobody = ({ namespace, coordinates: [coordinate = []] }: ReturnType<typeof placesOf>): never => {
  throw new AppError('memory/not-found', { namespace, coordinate })
}

const { page, store, remember } = contract.memories

export const memoryRoutes: readonly Route[] = [
  shaped({
    at: 'POST /memories',
    of: ['memories.store'],
    takes: store.input.extend({ namespace }),
    gives: Stored,
    status: 201,
    otherStatus: stopped,
    example: { coord: [1, 2, 3], ...NEW },
    run: async (given, call) =>
      storedReply(await call.handlers.memories.store(within(given, call), call.context), given),
  }),
  shaped({
    at: 'POST /memories/remember',
    of: ['memories.remember'],
    takes: remember.input.extend({ namespace }),
    gives: Stored,
    status: 201,
    otherStatus: stopped,
    example: { payload: { text: 'The crane is out of order' } },
    run: async (given, call) =>
      storedReply(await call.handlers.memories.remember(within(given, call), call.context), given),
  }),
  shaped({
    at: 'GET /memories',
    of: ['memories.page'],
    takes: PageQuery.omit({ sort: true }).extend({
      namespace,
      sort: z.enum(SORTS).default('-updated').describe('A column; with a hyphen before it from the end'),
    }),
    gives: page.output,
    example: { sort: '-importance', filter: { is: 'tag', value: 'harbour' }, limit: 10 },
    run: async ({ sort, ...given }, call) => {
      const query = { ...within(given, call), sort: sortOf(sort) }
      return toWire(page.output, await call.handlers.memories.page(query, call.context))
    },
  }),
  derived('GET /memories/recent', 'memories.recent', { example: { limit: 5 } }),
  derived('GET /memories/important', 'memories.important', { example: { limit: 5 } }),
  derived('GET /memories/range', 'memories.range', { example: { min: '0,0,0', max: '9,9,9' } }),
  derived('GET /memories/{coord}', 'memories.get', { example: PLACE }),
  derived('POST /memories/get-many', 'memories.getMany', { example: { coords: [[1, 2, 3]] } }),
  derived('PATCH /memories/{coord}', 'memories.update', {
    example: { ...PLACE, importance: 3, reason: 'asked for often' },
  }),
  derived('POST /memories/{coord}/fields', 'memories.setFields', {
    example: { ...PLACE, payload: { place: 'north quay' } },
  }),
  derived('GET /memories/{coord}/versions', 'memories.versions', { example: PLACE }),
  shaped({
    at: 'DELETE /memories/{coord}',
    of: ['memories.remove', 'memories.get'],
    id: 'memories_remove_one',
    doc: 'Move a memory to the bin, from where it can be restored.',
    takes: z.strictObject({ namespace, coordinate: Coordinate, reason }),
    gives: ChangeReceipt,
    example: { ...PLACE, reason: 'no longer so' },
    run: removeOne,
  }),
  shaped({
    at: 'POST /memories/{coord}/restore',
    of: ['memories.restoreVersion', 'memories.restore'],
    doc: 'Make an earlier version the present one, which is itself a new version; without a number, bring the memory back from the bin.',
    takes: z.strictObject({ namespace, coordinate: Coordinate, version: z.int().min(1).optional(), reason }),
    gives: ChangeReceipt.extend({ version: z.int().optional() }),
    example: PLACE,
    run: restoreOne,
  }),
  derived('POST /memories/delete', 'memories.remove', {
    example: {
      coords: [
        [7, 7, 7],
        [8, 8, 8],
      ],
    },
  }),
  derived('POST /memories/update', 'memories.updateMany', {
    example: { coords: [[1, 2, 3]], set: { pinned: true } },
  }),
  derived('GET /memories/{coord}/nearest', 'recall.nearest', { example: { ...PLACE, k: 3 } }),
  derived('GET /memories/{coord}/links', 'links.of', { example: PLACE }),
  derived('POST /memories/{coord}/outcome', 'life.reportOutcome', {
    example: { ...PLACE, outcome: 'it opened at one', predicted: 'it opens at noon' },
  }),
  derived('POST /memories/{coord}/predict', 'life.predict', { example: PLACE }),
  derived('POST /vectors', 'memories.storeVector', {
    status: 201,
    example: { coord: [5, 5, 5], vector: [1, 0, 0] },
  }),
]
