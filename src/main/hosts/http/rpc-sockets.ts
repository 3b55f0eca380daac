import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Contract, Handlers } from '#contract/define'
import type { Log } from '#engine/ports'
import { REPLY_BYTES, REQUEST_BYTES } from '#rpc/codec'
import { type Serving, serve } from '#rpc/serve'
import { createWebSocketPort, type SocketLike } from '#rpc/web-socket-port'
import { clientName } from '../client-name.ts'
import type { Guard } from './guard.ts'
import { statusName } from './status-name.ts'

export interface RpcSocketsOptions<C extends Contract> {
  readonly server: Server
  readonly guard: Guard
  readonly contract: C
  readonly handlers: Handlers<C>
  readonly log: Log
}

export interface RpcSockets {
  /** Ends every socket at once and resolves when their handlers have come back. */
  close(): Promise<void>
}

const PATH = '/rpc'
const MAX_SOCKETS = 64
const HEARTBEAT_MS = 30_000

/** An upgrade has no reply object: a refusal is written by hand. */
const turnAway = (socket: Duplex, status: number, text = ''): void => {
  const head = `HTTP/1.1 ${status} ${statusName(status)}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8`
  socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`, () => socket.destroy())
}

/** Who calls: our own page has the cookie, other programs may say their name. */
const clientOf = ({ headers }: IncomingMessage): string => {
  if (headers.authorization === undefined) return 'app'
  return clientName(headers['x-soma-client'], 'api')
}

/** Ends sockets whose other end is gone without a word: a laptop that went to sleep, a tunnel that broke. */
const watch = (sockets: WebSocketServer): (() => void) => {
  const answered = new WeakSet<WebSocket>()
  sockets.on('connection', (socket) => {
    answered.add(socket)
    socket.on('pong', () => answered.add(socket))
  })
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (answered.delete(socket)) socket.ping()
      else socket.terminate()
    }
  }, HEARTBEAT_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** The WebSocket `/rpc`: one port of the contract a socket. */
export const openRpcSockets = <C extends Contract>(options: RpcSocketsOptions<C>): RpcSockets => {
  const { server, guard, contract, handlers, log } = options
  const sockets = new WebSocketServer({ noServer: true, maxPayload: REQUEST_BYTES, perMessageDeflate: false })
  const servings = new Set<Serving>()
  const stopWatching = watch(sockets)

  sockets.on('connection', (socket, request) => {
    // A listener there must be: without one a frame that is too large would end the process.
    socket.on('error', (error) => log.warn('a connection broke off', { error: error.message }))
    const port = createWebSocketPort(socket as unknown as SocketLike, {
      maxSend: REPLY_BYTES,
      maxReceive: REQUEST_BYTES,
      onBadFrame: (error) => log.warn('refused a frame and closed its connection', { error: String(error) }),
    })
    const serving = serve(contract, handlers, port, {
      client: clientOf(request),
      checkOutputs: true,
      report: (error, id) => log.error('a call failed', { id, error: describe(error) }),
    })
    servings.add(serving)
    port.onClose(() => servings.delete(serving))
  })

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const refusal = guard.checkSocket(request.headers)
    if (refusal) turnAway(socket, refusal.status, refusal.detail)
    else if (request.url?.split('?')[0] !== PATH) turnAway(socket, 404)
    else if (sockets.clients.size >= MAX_SOCKETS) turnAway(socket, 503, 'Too many windows are open.')
    else sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request))
  })

  return {
    close: async () => {
      stopWatching()
      const running = [...servings].map((serving) => serving.close())
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      await Promise.all(running)
    },
  }
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
