import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { REPLY_BYTES, REQUEST_BYTES } from '#rpc/codec'
import { createWebSocketPort, type SocketLike } from '#rpc/web-socket-port'
import { transportSuite } from './transport-suite.ts'
import { until } from './until.ts'

/** A real WebSocket over loopback: Node's own client, as a browser has it, and the `ws` server of the HTTP host. */
const createSockets = async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const arrived = once(server, 'connection') as Promise<[SocketLike]>
  const near = new WebSocket(`ws://127.0.0.1:${port}`)
  await once(near, 'open')
  const [far] = await arrived
  const dispose = () => {
    for (const client of server.clients) client.terminate()
    server.close()
  }
  return { near: near as unknown as SocketLike, far, dispose }
}

transportSuite('a WebSocket', async () => {
  const { near, far, dispose } = await createSockets()
  return {
    server: createWebSocketPort(far, { maxSend: REPLY_BYTES, maxReceive: REQUEST_BYTES }),
    client: createWebSocketPort(near, { maxSend: REQUEST_BYTES, maxReceive: REPLY_BYTES }),
    dispose,
  }
})

test.each([
  { what: 'text', frame: '{"t":"call"}' },
  { what: 'garbage', frame: new Uint8Array([0xc1, 1, 2, 3]) },
])('a WebSocket that gets $what is closed and says why', async ({ frame }) => {
  const { near, far, dispose } = await createSockets()
  const reasons: unknown[] = []
  const port = createWebSocketPort(far, {
    maxSend: REPLY_BYTES,
    maxReceive: REQUEST_BYTES,
    onBadFrame: (error) => reasons.push(error),
  })
  let closed = 0
  port.onClose(() => closed++)
  near.send(frame as never)
  await until(() => closed === 1)
  expect(reasons).toHaveLength(1)
  dispose()
})
