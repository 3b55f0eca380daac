import { z } from 'zod'
import { Change, type EngineEvent } from '#contract/changes'
import { NamespaceName } from '#contract/memory'
import { type Route, type RouteCall, shaped } from '../route.ts'
import type { ServerEvent } from '../send-answer.ts'
import { toWire } from '../wire.ts'

const AT_ONCE = 500
/** Who was away for longer than that is told so, and fetches anew what it shows. */
const MOST_MISSED = 10_000

const ChangeEvent = Change.extend({
  /** Of what: memories, links, or what is kept beside them. Left out where it is read from the journal. */
  of: z.enum(['memories', 'links', 'artefacts']).optional(),
  /** Ids of the memories. */
  ids: z.array(z.string()).optional(),
})

const Data = z.union([ChangeEvent, z.strictObject({ namespace: z.string().optional() })])

const Asked = z.strictObject({
  namespace: NamespaceName.optional().describe('Only of this namespace'),
  since: z.int().min(0).optional().describe('Also changes after this one, as with the header Last-Event-ID'),
})

const changeEvent = (change: Change, more: object = {}): ServerEvent => ({
  id: change.seq,
  event: 'change',
  data: { ...(toWire(Change, change) as object), ...more },
})

/** An event of the engine, or undefined for what says nothing to somebody outside. */
const outside = (event: EngineEvent): ServerEvent | undefined => {
  switch (event.type) {
    case 'changed':
      return changeEvent(event.change, { of: 'memories', ids: event.ids })
    case 'links':
    case 'artefacts':
      return changeEvent(event.change, { of: event.type })
    case 'golden-run':
      return { event: event.type, data: { namespace: event.namespace } }
    case 'lagged':
      return undefined
    default:
      return { event: event.type, data: {} }
  }
}

/** Changes after a number, the oldest first; null where there are too many. */
const missedSince = async (
  seq: number,
  namespace: string | undefined,
  { handlers, context }: RouteCall,
): Promise<Change[] | null> => {
  const missed: Change[] = []
  for (let before: number | undefined; ; before = missed.at(-1)?.seq) {
    const page = await handlers.changes.list(
      {
        limit: AT_ONCE,
        ...(namespace !== undefined && { namespace }),
        ...(before !== undefined && { before }),
      },
      context,
    )
    const after = page.filter((change) => change.seq > seq)
    missed.push(...after)
    if (after.length < AT_ONCE) return missed.reverse()
    if (missed.length >= MOST_MISSED) return null
  }
}

const lastSeen = ({ since }: z.output<typeof Asked>, { headers }: RouteCall): number | undefined => {
  const id = headers['last-event-id']
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : since
}

/** Everything that happens, from the change on that the caller saw last. None is left out, and none comes twice. */
async function* follow(asked: z.output<typeof Asked>, call: RouteCall): AsyncGenerator<ServerEvent> {
  const { namespace } = asked
  // Listened to before the journal is read: what happens meanwhile is in both, and told once.
  const live = call.handlers.changes.events({}, call.context)
  let seen = lastSeen(asked, call)
  let replayed = seen ?? 0
  const catchUp = async function* (): AsyncGenerator<ServerEvent> {
    const missed = seen === undefined ? null : await missedSince(seen, namespace, call)
    if (missed === null) yield { event: 'lagged', data: {} }
    for (const change of missed ?? []) {
      seen = change.seq
      replayed = change.seq
      yield changeEvent(change)
    }
  }
  if (seen !== undefined) yield* catchUp()
  for await (const event of live) {
    if (event.type === 'lagged') yield* catchUp()
    const told = concerns(event, namespace) ? outside(event) : undefined
    if (told === undefined || (told.id !== undefined && told.id <= replayed)) continue
    seen = told.id ?? seen
    yield told
  }
}

const concerns = (event: EngineEvent, namespace: string | undefined): boolean => {
  if (namespace === undefined) return true
  if ('change' in event) return event.change.namespace === namespace
  return event.type !== 'golden-run' || event.namespace === namespace
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
]
