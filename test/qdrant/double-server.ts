import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { QdrantDouble } from './qdrant-double.ts'

/** What goes wrong with the next calls that match, until it is taken back. */
export type Fault =
  /** Takes the call and never answers. */
  | { readonly is: 'hang' }
  | { readonly is: 'error'; readonly status: number }
  /** Of an upsert, writes the first half and fails. */
  | { readonly is: 'half' }
  /** Does what it is asked and loses the connection before the answer. */
  | { readonly is: 'lose-answer' }

/** A call with what was sent and answered. */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly sent: unknown
  readonly status: number
  readonly answered: unknown
}

export interface DoubleServer {
  readonly url: string
  readonly double: QdrantDouble
  /** Calls so far: `PUT /collections/a/points`. */
  readonly calls: string[]
  fault: Fault | null
  close(): Promise<void>
}

/** The double behind HTTP. */
export const startDouble = async (
  options: { version?: string; apiKey?: string; port?: number; record?: (call: Exchange) => void } = {},
): Promise<DoubleServer> => {
  const double = new QdrantDouble(options.version)
  const server = createServer((request, response) => void answer(request, response))
  const state: DoubleServer = {
    url: '',
    double,
    calls: [],
    fault: null,
    close: () => closed(server),
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request
    const body = await bodyOf(request)
    const send = (status: number, answered: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answered))
    if (url === '/__double') return send(200, control(state, body as Control))
    state.calls.push(`${method} ${url.split('?')[0]}`)
    const { fault } = state
    if (options.apiKey !== undefined && request.headers['api-key'] !== options.apiKey) {
      return send(401, { status: { error: 'Must provide an API key' }, time: 0 })
    }
    if (fault?.is === 'hang') return
    if (fault?.is === 'error')
      return send(fault.status, { status: { error: 'the double was told to fail' }, time: 0 })
    const points = (body as { points?: unknown[] } | undefined)?.points?.length ?? 0
    const { status, body: answered } = double.handle(
      method,
      url,
      body,
      fault?.is === 'half' ? points >> 1 : undefined,
    )
    options.record?.({ method, path: url.split('?')[0] as string, sent: body, status, answered })
    if (fault?.is === 'lose-answer') return void request.socket.destroy()
    send(status, answered)
  }
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

/** What another process may ask of it. */
export type Control =
  | { readonly fault: Fault | null }
  | { readonly snapshot: true }
  | { readonly restore: string }
  | { readonly points: string }

const control = (state: DoubleServer, order: Control): unknown => {
  if ('fault' in order) state.fault = order.fault
  else if ('restore' in order) state.double.restore(order.restore)
  else if ('points' in order) return state.double.points(order.points)
  else return state.double.snapshot()
  return null
}

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? undefined : JSON.parse(text)
}

const closed = (server: Server): Promise<void> => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
