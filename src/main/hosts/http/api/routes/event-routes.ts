import { z } from 'zod'
import { ActivityEntry, ActivityFilter } from '#contract/activity'
import { Change } from '#contract/changes'
import { NamespaceName } from '#contract/memory'
import { type Route, type RouteCall, shaped } from '../route.ts'
import type { ServerEvent } from '../send-answer.ts'
import { toWire } from '../wire.ts'
import { inOrder, type OrderedChange } from './ordered-events.ts'

const ChangeEvent = Change.extend({
  /** Of what: memories, links, what is kept beside them. Left out where it is read from the journal. */
  of: z.array(z.enum(['memories', 'links', 'artefacts'])).optional(),
  /** Ids of the memories. */
  ids: z.array(z.string()).optional(),
})

const Data = z.union([ChangeEvent, z.strictObject({ namespace: z.string().optional() })])

const Asked = z.strictObject({
  namespace: NamespaceName.optional().describe('Only of this namespace'),
  since: z.int().min(0).optional().describe('Also changes after this one, as with the header Last-Event-ID'),
})

const lastSeen = ({ since }: z.output<typeof Asked>, { headers }: RouteCall): number | undefined => {
  const id = headers['last-event-id']
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : since
}

const changeEvent = ({ change, parts }: OrderedChange): ServerEvent => {
  const ids = parts.flatMap((part) => (part.type === 'changed' ? part.ids : []))
  const of = parts.map(({ type }) => (type === 'changed' ? 'memories' : type))
  const more = { ...(of.length > 0 && { of }), ...(of.includes('memories') && { ids }) }
  return { id: change.seq, event: 'change', data: { ...(toWire(Change, change) as object), ...more } }
}

/** Everything that happens, from the change on that the caller saw last. None is left out, and none comes twice. */
async function* follow(asked: z.output<typeof Asked>, call: RouteCall): AsyncGenerator<ServerEvent> {
  const { namespace } = asked
  const { changes } = call.handlers
  // Listened to before the journal is read: what happens meanwhile is in both, and told once.
  const live = changes.events({}, call.context)
  const journal = (before: number | undefined, limit: number): Promise<Change[]> => {
    const where = namespace !== undefined && limit > 1 ? { namespace } : {}
    return changes.list({ ...where, ...(before !== undefined && { before }), limit }, call.context)
  }
  for await (const item of inOrder(live, journal, lastSeen(asked, call))) {
    if (item.is === 'change') {
      if (namespace === undefined || item.change.namespace === namespace) yield changeEvent(item)
    } else if (item.is === 'lagged') yield { event: 'lagged', data: {} }
    else if (item.event.type !== 'golden-run') yield { event: item.event.type, data: {} }
    else if (namespace === undefined || item.event.namespace === namespace) {
      yield { event: item.event.type, data: { namespace: item.event.namespace } }
    }
  }
}

async function* followActivity(
  asked: ActivityFilter,
  { handlers, context }: RouteCall,
): AsyncGenerator<ServerEvent> {
  // Nothing may happen for a long time: the reader is told at once that it is listened to.
  yield { event: 'following', data: {} }
  for await (const { entries } of handlers.activity.follow(asked, context)) {
    for (const entry of entries) yield { event: 'activity', data: toWire(ActivityEntry, entry) }
  }
}

export const eventRoutes: readonly Route[] = [
  shaped({
    at: 'GET /events',
    of: ['changes.events', 'changes.list'],
    id: 'events',
    doc: 'Everything that happens from now on, as server-sent events. Changes have their number as id: a reader that comes back with Last-Event-ID gets those it missed.',
    takes: Asked,
    gives: { as: 'events', schema: Data },
    example: { since: 0 },
    run: follow,
  }),
  shaped({
    at: 'GET /activity/events',
    of: ['activity.follow'],
    id: 'activity.follow',
    doc: 'What happens from now on, recalls too, by any process on this data, as server-sent events named activity.',
    takes: ActivityFilter,
    example: { actions: ['store', 'recall'], memory: [4, 0] },
    gives: { as: 'events', schema: z.union([ActivityEntry, z.strictObject({})]) },
    run: followActivity,
  }),
]
