import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { type FastifyInstance, fastify } from 'fastify'
import type { Contract, Handlers } from '#contract/define'
import type { Log } from '#engine/ports'
import { StartError } from '../start-error.ts'
import { type ApiOptions, addApi, clientOf } from './api/add-api.ts'
import { readBodiesAsJson } from './api/read-bodies-as-json.ts'
import { createGuard, type Guard } from './guard.ts'
import { HttpProblem } from './http-problem.ts'
import { listenError } from './listen-error.ts'
import { addMcp, type McpSessions } from './mcp-sessions.ts'
import { addMetrics, type MetricsRoute } from './metrics-route.ts'
import { openRateLimit } from './rate-limit.ts'
import { crossOriginHeaders, securityHeaders, sendProblem } from './replies.ts'
import { openRpcSockets } from './rpc-sockets.ts'

export interface HttpHostOptions<C extends Contract> {
  /** 0 lets the system choose. */
  readonly port: number
  readonly host: string
  readonly token: string
  /** Folder of the built user interface; null where only programs are answered. */
  readonly rendererDir: string | null
  readonly contract: C
  readonly handlers: Handlers<C>
  readonly log: Log
  readonly version: string
  /** One for each agent that comes to `/mcp`; nobody is answered there without it. */
  readonly createMcpServer?: () => Promise<McpServer>
  /** Whether agents are answered now; they are if nothing is said. */
  readonly isMcpOn?: () => boolean
  /** What `/metrics` answers; nothing is there without it. */
  readonly metrics?: MetricsRoute
  /** Requests that one client may make in a minute, of the API and of agents together; no limit if nothing is said. */
  readonly perMinute?: () => number
  /** The HTTP API, where there is one. */
  readonly api?: ApiOptions
  /** Pages of other places that may use it. */
  readonly origins?: () => readonly string[]
}

export interface HttpHost {
  /** Where a browser gets in: the address with the token. */
  readonly url: string
  /** From now on only this token gets in. Windows that are open stay so. */
  admit(token: string): void
  /** Ends every connection at once; resolves when nothing runs any more. */
  close(): Promise<void>
}

/** Host and Origin are looked at before anything else, on every route. */
const guardAll = (app: FastifyInstance, guard: Guard, origins: () => readonly string[]): void => {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    const refusal = guard.checkPlace(request.headers)
    if (refusal) return sendProblem(reply, refusal)
    const { origin } = request.headers
    if (origin === undefined || !origins().includes(origin)) return
    reply.headers(crossOriginHeaders(origin))
    const isPreflight = request.headers['access-control-request-method'] !== undefined
    if (request.method === 'OPTIONS' && isPreflight) return reply.code(204).send()
  })
}

/** The token comes in once with the address, becomes a cookie, and leaves the address bar. */
const addEntrance = (app: FastifyInstance, guard: Guard): void => {
  app.get<{ Querystring: { token?: unknown } }>('/', async (request, reply) => {
    const { token } = request.query
    if (token === undefined) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    const cookie = typeof token === 'string' ? guard.logIn(token, request.headers) : undefined
    const detail =
      'The token in this address is not the one of this server. Open the address that "soma serve" printed last.'
    if (!cookie) return sendProblem(reply, { status: 403, code: 'http/token-wrong', detail })
    return reply.headers({ 'set-cookie': cookie, 'cache-control': 'no-store' }).redirect('/', 303)
  })
}

const addRoutes = (app: FastifyInstance, guard: Guard): void => {
  app.get('/healthz', async (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))
  // Asked by a page whose WebSocket was refused: a browser does not tell it why.
  app.get('/session', async (request, reply) => {
    const refusal = guard.checkSession(request.headers)
    if (refusal) return sendProblem(reply, refusal)
    return reply.code(204).header('cache-control', 'no-store').send()
  })
  app.setNotFoundHandler(async (request, reply) => {
    const refusal = guard.checkSession(request.headers)
    const missing = { status: 404, code: 'http/not-found', detail: 'There is nothing at this address.' }
    return sendProblem(reply, refusal ?? missing)
  })
}

const addErrorReplies = (app: FastifyInstance, log: Log): void => {
  app.setErrorHandler(async (error: { statusCode?: number; stack?: string }, request, reply) => {
    if (error instanceof HttpProblem) return sendProblem(reply, error)
    const status = error.statusCode ?? 500
    if (status < 500) {
      return sendProblem(reply, { status, code: 'http/bad-request', detail: 'The request cannot be read.' })
    }
    log.error('a request failed', { id: request.id, error: error.stack ?? String(error) })
    const detail = `Something went wrong inside. The log has the details under ${request.id}.`
    return sendProblem(reply, { status: 500, code: 'internal', detail })
  })
}

/** So long may a client that has its answer already still send what nobody reads any more. */
const AFTERWARDS_MS = 5000

/** Who was answered before the whole request was here (no token, too large, too slow) does not hold a connection with the rest. */
const hangUpOnTheRest = (app: FastifyInstance): void => {
  app.addHook('onResponse', async ({ raw }) => {
    if (raw.complete) return
    const { socket } = raw
    const timer = setTimeout(() => !raw.complete && socket.destroy(), AFTERWARDS_MS)
    socket.once('close', () => clearTimeout(timer))
  })
}

const createApp = (log: Log): FastifyInstance => {
  let requests = 0
  return fastify({
    forceCloseConnections: true,
    // A stream of memories may take as long as it moves; whoever reads a body gives up on a slow one.
    requestTimeout: 0,
    http: { headersTimeout: 15_000 },
    // A coordinate has up to 16 numbers.
    routerOptions: { maxParamLength: 500 },
    genReqId: () => `http-${++requests}`,
    frameworkErrors: (_, __, reply) => {
      log.warn('refused a request that cannot be read')
      sendProblem(reply, { status: 400, code: 'http/bad-request', detail: 'The request cannot be read.' })
    },
  })
}

/** Names in `assets` hold a hash of their content: they never change. Everything else is asked for anew. */
const cacheFor = (path: string): string =>
  /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'

const addressOf = (host: string, port: number, token: string): string => {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/?token=${encodeURIComponent(token)}`
}

const addPage = async (app: FastifyInstance, guard: Guard, root: string): Promise<void> => {
  await app.register(fastifyStatic, {
    root,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => reply.header('cache-control', cacheFor(path)),
  })
  addEntrance(app, guard)
}

/**
 * The browser edition's host: the built user interface, and the contract on the WebSocket `/rpc`.
 * @throws StartError with the sentence to show, `PortInUse` among them.
 */
export const createHttpHost = async <C extends Contract>(options: HttpHostOptions<C>): Promise<HttpHost> => {
  const { host, port, rendererDir, log, origins = () => [] } = options
  let { token } = options
  if (rendererDir !== null && !existsSync(join(rendererDir, 'index.html'))) {
    throw new StartError(
      `The user interface is not built: ${rendererDir} is empty. Run "npm run build" first.`,
    )
  }
  const guard = createGuard({ host, token: () => token, origins })
  const app = createApp(log)
  hangUpOnTheRest(app)
  guardAll(app, guard, origins)
  addErrorReplies(app, log)
  addRoutes(app, guard)
  if (rendererDir !== null) await addPage(app, guard, rendererDir)
  const { createMcpServer, api } = options
  readBodiesAsJson(app)
  const { perMinute = () => 0, isMcpOn: isOn = () => true } = options
  let agents: McpSessions | undefined
  const limit = await openRateLimit(app, {
    perMinute,
    clientOf: (request) => agents?.clientOf(request) ?? clientOf(request),
  })
  if (api) await addApi(app, { ...api, guard, limit, log })
  if (createMcpServer) agents = addMcp(app, { guard, createServer: createMcpServer, isOn, limit, log })
  if (options.metrics) addMetrics(app, guard, options.metrics)
  const sockets = rendererDir === null ? null : openRpcSockets({ ...options, server: app.server, guard })
  try {
    await app.listen({ host, port })
  } catch (error) {
    await sockets?.close()
    await app.close()
    throw listenError(error, host, port)
  }
  const bound = (app.server.address() as AddressInfo).port
  log.info('listening', { host, port: bound, version: options.version })
  return {
    get url() {
      return addressOf(host, bound, token)
    },
    admit: (next) => {
      token = next
    },
    close: async () => {
      await agents?.close()
      await sockets?.close()
      await app.close()
    },
  }
}
