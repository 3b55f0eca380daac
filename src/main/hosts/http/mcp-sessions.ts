import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import type { Log } from '#engine/ports'
import { spelledClientName } from '../client-name.ts'
import type { Guard } from './guard.ts'
import { securityHeaders, sendProblem } from './replies.ts'

const PATH = '/mcp'
/** Clients seldom say that they leave: beyond so many the one that was silent longest makes room. */
const MOST_SESSIONS = 64
const MOST_BYTES = 5 * 1024 * 1024

interface Session {
  readonly transport: StreamableHTTPServerTransport
  readonly server: McpServer
}

export interface McpSessions {
  /** Who asks, by the name that its session began with; undefined for what is no request of an agent. */
  clientOf(request: FastifyRequest): string | undefined
  close(): Promise<void>
}

interface McpSessionsOptions {
  readonly guard: Guard
  readonly createServer: () => Promise<McpServer>
  readonly isOn: () => boolean
  /** How much one client may ask. */
  readonly limit: onRequestAsyncHookHandler
  readonly log: Log
}

/** MCP over streamable HTTP at `/mcp`, for who has the token: one session a client, which begins with its name. */
export const addMcp = (
  app: FastifyInstance,
  { guard, createServer, isOn, limit, log }: McpSessionsOptions,
): McpSessions => {
  /** The one that was used last stands last. */
  const sessions = new Map<string, Session>()

  const open = async (): Promise<Session> => {
    const [server, { StreamableHTTPServerTransport: Transport }] = await Promise.all([
      createServer(),
      import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
    ])
    const transport: StreamableHTTPServerTransport = new Transport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        sessions.set(id, session)
        makeRoom(sessions, log)
      },
      onsessionclosed: (id) => void sessions.delete(id),
    })
    const session = { transport, server }
    // The SDK's class and its own interface differ in what may be left out.
    await server.connect(transport as Parameters<McpServer['connect']>[0])
    return session
  }

  const sessionOf = async ({ headers, body }: FastifyRequest): Promise<Session | undefined> => {
    const id = idOf(headers)
    if (id === undefined) {
      const { isInitializeRequest } = await import('@modelcontextprotocol/sdk/types.js')
      return isInitializeRequest(body) ? open() : undefined
    }
    const session = sessions.get(id)
    if (session !== undefined) {
      sessions.delete(id)
      sessions.set(id, session)
    }
    return session
  }

  /** Before a byte of the body is read. */
  const refuseStrangers = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const refusal = guard.checkSession(request.headers)
    if (refusal) return sendProblem(reply, refusal)
    return isOn() ? undefined : sendProblem(reply, switchedOff)
  }

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const session = await sessionOf(request)
    if (session === undefined) return sendProblem(reply, noSession(idOf(request.headers)))
    reply.hijack()
    for (const [name, value] of Object.entries(securityHeaders)) reply.raw.setHeader(name, value)
    await session.transport.handleRequest(request.raw, reply.raw, request.body)
    return undefined
  }
  for (const method of ['GET', 'POST', 'DELETE'] as const) {
    app.route({
      method,
      url: PATH,
      bodyLimit: MOST_BYTES,
      onRequest: [refuseStrangers, limit],
      handler: answer,
    })
  }
  return {
    clientOf: ({ headers, routeOptions }) => {
      if (routeOptions.url !== PATH) return undefined
      const session = sessions.get(idOf(headers) ?? '')
      return spelledClientName(session?.server.server.getClientVersion()?.name)
    },
    close: async () => {
      const open = [...sessions.values()]
      sessions.clear()
      await Promise.all(open.map(({ server }) => server.close()))
    },
  }
}

const idOf = (headers: IncomingHttpHeaders): string | undefined => {
  const id = headers['mcp-session-id']
  return typeof id === 'string' ? id : undefined
}

const switchedOff = {
  status: 403,
  code: 'mcp/switched-off',
  detail: 'Agents are not answered here: http.mcp is off. It is switched on in Settings.',
}

const noSession = (id: string | undefined) =>
  id === undefined
    ? { status: 400, code: 'mcp/no-session', detail: 'A session begins with the request "initialize".' }
    : { status: 404, code: 'mcp/session-ended', detail: 'This session has ended. Begin another one.' }

const makeRoom = (sessions: Map<string, Session>, log: Log): void => {
  const [oldest] = sessions
  if (sessions.size <= MOST_SESSIONS || oldest === undefined) return
  const [id, { server }] = oldest
  sessions.delete(id)
  server.close().catch((error: unknown) => log.warn('a session did not end', { reason: String(error) }))
}
