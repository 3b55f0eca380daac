import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { AppError, isError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { Log } from '#engine/ports'
import { clientName } from '../../client-name.ts'
import { underTraceOf } from '../../traces/trace-parent.ts'
import type { Guard } from '../guard.ts'
import { sendProblem } from '../replies.ts'
import { addDocs } from './add-docs.ts'
import { problemOf } from './problem-of.ts'
import { readRequest } from './read-request.ts'
import type { Route, RouteCall } from './route.ts'
import { routes } from './routes/index.ts'
import { sendAnswer } from './send-answer.ts'

export interface ApiOptions {
  readonly handlers: SomaHandlers
  /** The namespace of a request that names none. */
  readonly namespace: string
  readonly version: string
}

interface Parts extends ApiOptions {
  readonly guard: Guard
  readonly limit: onRequestAsyncHookHandler
  readonly log: Log
}

/** The HTTP API: every route of the table, its description, and its documentation. */
export const addApi = async (app: FastifyInstance, parts: Parts): Promise<void> => {
  const onRequest = [refuseStrangers(parts.guard), parts.limit]
  for (const route of routes.filter(({ body }) => body === 'json'))
    addRoute(app, route, { ...parts, onRequest })
  await app.register(async (streams) => {
    streams.removeAllContentTypeParsers()
    // The route reads it, as fast as it can use it.
    streams.addContentTypeParser('*', (_, body, done) => done(null, body))
    for (const route of routes.filter(({ body }) => body !== 'json'))
      addRoute(streams, route, { ...parts, onRequest })
  })
  addDocs(app, parts.version)
}

/** Before a byte of the body is read. */
const refuseStrangers =
  (guard: Guard): onRequestAsyncHookHandler =>
  async (request, reply) => {
    const refusal = guard.checkSession(request.headers)
    return refusal && sendProblem(reply, refusal)
  }

export const clientOf = ({ headers }: FastifyRequest): string => clientName(headers['x-soma-client'], 'http')

/** `/memories/{coord}` as fastify writes it. */
const pathOf = ({ path }: Route): string => path.replace(/\{(\w+)\}/g, ':$1')

interface Adding extends Parts {
  readonly onRequest: onRequestAsyncHookHandler[]
}

const addRoute = (app: FastifyInstance, route: Route, parts: Adding): void => {
  app.route({
    method: route.method,
    url: pathOf(route),
    // A stream that is read twice, or a long search for who only asks whether it is there, is nobody's wish.
    exposeHeadRoute: false,
    onRequest: route.isOpen ? [] : parts.onRequest,
    handler: (request, reply) =>
      underTraceOf(request.headers, () => answer(route, { request, reply, parts })),
  })
}

interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly parts: Parts
}

const answer = async (route: Route, { request, reply, parts }: Exchange): Promise<FastifyReply> => {
  const { handlers, namespace, log } = parts
  const gone = new AbortController()
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new AppError('request/disconnected', {}))
  })
  const tell = (error: unknown) => problemOf(error, { declared: route.errors, log })
  const call: RouteCall = {
    handlers,
    namespace,
    context: { client: clientOf(request), signal: gone.signal },
    body: request.raw,
    headers: request.headers,
  }
  try {
    const given = readRequest(route, {
      params: request.params as Record<string, string>,
      query: request.query as Record<string, string | string[]>,
      body: request.jsonText === '' ? undefined : request.body,
      text: request.jsonText,
    })
    const outcome = route.run(given as never, call)
    return await sendAnswer(reply, { route, given, outcome, tell })
  } catch (error) {
    // Nobody is there any more to be told, and what was stopped for it is no fault.
    const isGone = gone.signal.aborted || isError(error, 'request/disconnected')
    return sendProblem(reply, isGone ? tell(new AppError('request/cancelled', {})) : tell(error))
  }
}
