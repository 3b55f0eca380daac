import { z } from 'zod'
import { AppError } from '#contract/errors'
import { contract } from '#contract/index'
import { NamespaceName } from '#contract/memory'
import { derived, type Route, type RouteCall, shaped, within } from '../route.ts'
import { toWire } from '../wire.ts'

const namespace = NamespaceName.optional()
const { stats } = contract.memories
const { undo } = contract.changes
const { set } = contract.settings

/** The change whose turn it is, taken back or made again. */
const step = async (
  which: 'undo' | 'redo',
  given: { readonly namespace?: string | undefined },
  call: RouteCall,
): Promise<unknown> => {
  const { changes } = call.handlers
  const line = (await changes.next({ ...within(given, call), whole: false }, call.context))[which]
  if (line !== null) return changes[which]({ seq: line.seq }, call.context)
  throw new AppError('change/not-undoable', { seq: 0, reason: `there is nothing to ${which}` })
}

/** Which stores answer, under the names of the first program. */
const Health = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  kv_store: z.boolean(),
  vector_store: z.boolean(),
  graph_store: z.boolean(),
})

const health = async ({ handlers, context }: RouteCall): Promise<z.output<typeof Health>> => {
  const { store, index } = await handlers.app.status({}, context)
  const isStoreThere = store.state === 'ready' || !store.damaged
  const vectors = index.state !== 'failed'
  return {
    status: isStoreThere && vectors ? 'ok' : 'degraded',
    kv_store: isStoreThere,
    vector_store: vectors,
    graph_store: isStoreThere,
  }
}

const Ready = z.strictObject({ ready: z.boolean(), store: z.string(), index: z.string() })

/** While the store is opened, calls wait for it. Whoever asks this wants to hear at once that it is not there yet. */
const PATIENCE_MS = 250

const ready = async ({ handlers, context }: RouteCall): Promise<z.output<typeof Ready>> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS)
  })
  const status = await Promise.race([handlers.app.status({}, context), late])
  clearTimeout(timer)
  if (status === null) return { ready: false, store: 'opening', index: 'opening' }
  const { store, index } = status
  return { ready: store.state === 'ready' && index.state === 'ready', store: store.state, index: index.state }
}

export const systemRoutes: readonly Route[] = [
  shaped({
    at: 'GET /stats',
    of: ['memories.stats'],
    takes: stats.input.extend({ namespace }),
    gives: stats.output.extend({ total_memories: z.int() }),
    run: async (given, call) => {
      const counts = await call.handlers.memories.stats(within(given, call), call.context)
      return { total_memories: counts.total, ...(toWire(stats.output, counts) as object) }
    },
  }),
  shaped({
    at: 'GET /health',
    of: ['app.status'],
    id: 'health',
    doc: 'Which stores answer.',
    takes: z.strictObject({}),
    gives: Health,
    isOpen: true,
    run: (_, call) => health(call),
  }),
  shaped({
    at: 'GET /readyz',
    of: ['app.status'],
    id: 'readyz',
    doc: 'Whether everything is loaded and may be asked.',
    takes: z.strictObject({}),
    gives: Ready,
    otherStatus: {
      status: 503,
      doc: 'Not yet, or not any more.',
      when: (value: { readonly ready: boolean }) => !value.ready,
    },
    isOpen: true,
    run: (_, call) => ready(call),
  }),
  derived('GET /status', 'app.status'),
  derived('GET /info', 'app.info'),
  derived('POST /backup', 'app.backup'),

  derived('GET /namespaces', 'namespaces.list'),
  derived('POST /namespaces', 'namespaces.create', { status: 201, example: { name: 'drafts' } }),
  derived('POST /namespaces/rename', 'namespaces.rename', { example: { from: 'drafts', to: 'sketches' } }),
  derived('POST /namespaces/copy', 'namespaces.copy', { example: { from: 'sketches', to: 'copies' } }),
  derived('GET /namespaces/compare', 'namespaces.compare', {
    example: { left: 'sketches', right: 'copies' },
  }),
  derived('DELETE /namespaces/{name}', 'namespaces.remove', {
    example: { name: 'copies', confirm: 'copies' },
  }),
  derived('GET /deleted-namespaces', 'namespaces.bin'),
  derived('DELETE /deleted-namespaces/{seq}', 'namespaces.purge', { example: { seq: 1, confirm: 'copies' } }),

  derived('GET /changes', 'changes.list', { example: { limit: 5 } }),
  derived('GET /changes/history', 'changes.history', { example: { limit: 5 } }),
  derived('GET /changes/authors', 'changes.authors'),
  derived('GET /changes/next', 'changes.next'),
  derived('POST /activity/replay', 'activity.replay', {
    example: { from: 0, until: 1_900_000_000, setting: { exact: true } },
  }),
  derived('POST /activity', 'activity.page', { example: { limit: 5 } }),
  derived('GET /activity/recordings', 'activity.recordings'),
  derived('POST /activity/recordings', 'activity.record', {
    status: 201,
    example: { name: 'monday', from: 1_900_000_000, until: 1_900_003_600 },
  }),
  derived('POST /activity/recordings/{name}/rename', 'activity.renameRecording', {
    example: { name: 'monday', to: 'tuesday' },
  }),
  derived('DELETE /activity/recordings/{name}', 'activity.removeRecording', { example: { name: 'tuesday' } }),
  derived('GET /metrics/history', 'metrics.history', {
    example: { from: 1_900_000_000, until: 1_900_003_600, points: 60 },
  }),
  derived('GET /changes/{seq}', 'changes.detail', { example: { seq: 1 } }),
  derived('POST /changes/{seq}/undo', 'changes.undo', { example: { seq: 1 } }),
  derived('POST /changes/{seq}/redo', 'changes.redo', { example: { seq: 1 } }),
  derived('POST /changes/plan-undo-to', 'changes.planUndoTo', { example: { seq: 1 } }),
  derived('POST /changes/undo-to', 'changes.undoTo', { example: { seq: 1 } }),
  derived('POST /changes/undo-each', 'changes.undoEach', { example: { seqs: [1] } }),
  shaped({
    at: 'POST /undo',
    of: ['changes.undo', 'changes.next'],
    id: 'undo',
    doc: 'Take back the last change of the namespace that was not taken back yet.',
    takes: z.strictObject({ namespace }),
    gives: undo.output,
    run: (given, call) => step('undo', given, call),
  }),
  shaped({
    at: 'POST /redo',
    of: ['changes.redo', 'changes.next'],
    id: 'redo',
    doc: 'Make the change again that was taken back last.',
    takes: z.strictObject({ namespace }),
    gives: undo.output,
    run: (given, call) => step('redo', given, call),
  }),

  derived('GET /config', 'settings.list'),
  shaped({
    at: 'PUT /config',
    of: ['settings.set'],
    takes: z.strictObject({ settings: z.record(z.string(), z.json()) }),
    gives: set.output,
    example: { settings: { 'recall.touch': false, 'backup.keep': 3 } },
    run: ({ settings }, { handlers, context }) => {
      const all = Object.entries(settings).map(([key, value]) => ({ key, value }))
      return handlers.settings.set(set.input.parse({ settings: all }), context)
    },
  }),
  derived('POST /config/reset', 'settings.reset', { example: { keys: ['backup.keep'] } }),
]
