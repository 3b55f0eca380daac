import { z } from 'zod'
import { AppError, isError } from '#contract/errors'
import { contract } from '#contract/index'
import { defineTool, type ToolCall } from './tool.ts'
import { coordinateInput, limitInput, memoryRow, memoryUri, namespaceInput, wholeMemory } from './views.ts'

const { store, update, remove } = contract.memories
const Payload = z.record(z.string(), z.json())

const invalid = (message: string): never => {
  throw new AppError('request/invalid', { issues: [{ path: '', message }] })
}

const rememberTool = defineTool({
  name: 'remember',
  title: 'Remember',
  description:
    'Store something worth knowing later: a fact, a decision, a preference, what happened. Say it in "text" in one to a few sentences that make sense alone; that is what recall finds by meaning and by words. Without a coordinate a free place near related memories is chosen; with one, what is there becomes an earlier version. If the write gate is on and it says nothing new, "stored" is false and nothing was changed.',
  effect: 'write',
  input: z.strictObject({
    ...namespaceInput,
    text: z.string().min(1).optional().describe('What to remember'),
    payload: Payload.optional().describe('Further fields, or the whole memory where "text" is left out'),
    coordinate: coordinateInput.optional(),
    type: store.input.shape.type.describe(
      'episodic: something that happened; semantic: something that holds',
    ),
    importance: store.input.shape.importance.describe('Higher is more important; 0 is usual'),
    timestamp: store.input.shape.timestamp.describe('When it was, in epoch seconds'),
    links: store.input.shape.links.describe('Links from it to memories that are there'),
    force: store.input.shape.force.describe('Store it whatever the write gate says'),
  }),
  run: async ({ namespace, text, payload, coordinate, ...rest }, call) => {
    if (text === undefined && payload === undefined) invalid('give "text", or "payload", or both')
    const written = JSON.stringify({ ...(text !== undefined && { text }), ...payload })
    const input = { ...rest, namespace: namespace ?? call.namespace, payload: written }
    const outcome = await stored(input, coordinate, call)
    if (!outcome.stored) return outcome
    return { uri: memoryUri(input.namespace, outcome.coordinate), ...outcome }
  },
})

const stored = async (
  input: Parameters<ToolCall['handlers']['memories']['remember']>[0],
  coordinate: number[] | undefined,
  { handlers, context }: ToolCall,
) => {
  if (coordinate === undefined) return handlers.memories.remember(input, context)
  const outcome = await handlers.memories.store({ ...input, coordinate, ifTaken: 'update' }, context)
  return outcome.stored ? { ...outcome, coordinate } : outcome
}

const getTool = defineTool({
  name: 'get',
  title: 'Get a memory',
  description: 'One memory with its whole payload, by its coordinate.',
  effect: 'read',
  input: z.strictObject({ ...namespaceInput, coordinate: coordinateInput }),
  run: async ({ namespace, coordinate }, { handlers, context, namespace: own }) =>
    wholeMemory(await handlers.memories.get({ namespace: namespace ?? own, coordinate }, context)),
})

const updateTool = defineTool({
  name: 'update',
  title: 'Update a memory',
  description:
    'Change a memory. "fields" are put into its payload and leave the rest as it is; "payload" replaces the whole. Its earlier state is kept as a version.',
  effect: 'write',
  destructive: true,
  input: z.strictObject({
    ...namespaceInput,
    coordinate: coordinateInput,
    fields: Payload.optional().describe('Fields to set in the payload'),
    payload: Payload.optional().describe('Payload to put in place of the old one'),
    type: update.input.shape.type,
    importance: update.input.shape.importance,
    pinned: update.input.shape.pinned.describe('A pinned memory is never forgotten by itself'),
    expectedVersion: update.input.shape.expectedVersion.describe(
      'Refuse if it has meanwhile another version than this one',
    ),
  }),
  run: async ({ namespace, coordinate, fields, payload, expectedVersion, ...set }, call) => {
    const place = { namespace: namespace ?? call.namespace, coordinate, expectedVersion }
    const others = { ...set, ...(payload && { payload: JSON.stringify(payload) }) }
    const isElse = Object.values(others).some((value) => value !== undefined)
    if ((fields !== undefined) === isElse) invalid('give "fields", or what else to change, and not both')
    const { memories } = call.handlers
    if (fields === undefined) return memories.update({ ...place, ...others }, call.context)
    return memories.setFields({ ...place, payload: JSON.stringify(fields) }, call.context)
  },
})

const forgetTool = defineTool({
  name: 'forget',
  title: 'Forget memories',
  description: 'Move memories to the bin, from where they can be restored. "count" says how many were there.',
  effect: 'write',
  destructive: true,
  idempotent: true,
  input: z.strictObject({
    ...namespaceInput,
    coordinates: z.array(coordinateInput).min(1).max(1000),
    reason: remove.input.shape.reason.describe('Why, for who reads the history'),
  }),
  run: ({ namespace, ...input }, { handlers, context, namespace: own }) =>
    handlers.memories.remove({ ...input, namespace: namespace ?? own }, context),
})

const recentTool = defineTool({
  name: 'recent',
  title: 'Recent memories',
  description: 'The memories with the latest timestamps, newest first: what happened last.',
  effect: 'read',
  input: z.strictObject({ ...namespaceInput, limit: limitInput }),
  run: async ({ namespace, limit }, { handlers, context, namespace: own }) => {
    const of = namespace ?? own
    const rows = await handlers.memories.recent({ namespace: of, limit }, context)
    return { memories: rows.map((row) => memoryRow(of, row)) }
  },
})

const importantTool = defineTool({
  name: 'important',
  title: 'Important memories',
  description: 'The memories with the highest importance, highest first: what to know before anything else.',
  effect: 'read',
  input: z.strictObject({ ...namespaceInput, limit: limitInput }),
  run: async ({ namespace, limit }, { handlers, context, namespace: own }) => {
    const of = namespace ?? own
    const rows = await handlers.memories.important({ namespace: of, limit }, context)
    return { memories: rows.map((row) => memoryRow(of, row)) }
  },
})

const statsTool = defineTool({
  name: 'stats',
  title: 'Counts',
  description: 'How many memories, links and versions a namespace has, and which namespaces there are.',
  effect: 'read',
  input: z.strictObject(namespaceInput),
  run: async ({ namespace }, { handlers, context, namespace: own }) => {
    const of = namespace ?? own
    const namespaces = (await handlers.namespaces.list({}, context)).map(({ name }) => name)
    try {
      return { namespace: of, ...(await handlers.memories.stats({ namespace: of }, context)), namespaces }
    } catch (error) {
      if (!isError(error, 'namespace/not-found')) throw error
      return invalid(`There is no namespace "${of}". There are: ${namespaces.join(', ')}`)
    }
  },
})

export const memoryTools = [
  rememberTool,
  getTool,
  updateTool,
  forgetTool,
  recentTool,
  importantTool,
  statsTool,
] as const
