import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startApi, type TestApi } from './api-fixture.ts'

let api: TestApi
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

interface Client {
  readonly socket: Socket
  readonly heard: () => string
  readonly isCutOff: () => boolean
}

/** A client that has sent its headers, and no byte of the body. */
const begin = async (path: string, more: Record<string, string> = {}): Promise<Client> => {
  const { hostname, port } = new URL(api.origin)
  const socket = connect(Number(port), hostname)
  let [text, isCutOff] = ['', false]
  socket.on('data', (data) => {
    text += data.toString()
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    isCutOff = true
  })
  await once(socket, 'connect')
  const headers = {
    host: `${hostname}:${port}`,
    ...api.headers,
    'content-type': 'application/json',
    'transfer-encoding': 'chunked',
    ...more,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  await settle()
  return { socket, heard: () => text, isCutOff: () => isCutOff }
}

/** A network is not as quick as a turn of the event loop; who never hears of it fails by the time of the test. */
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await turn()
}
/** Time for what was sent to arrive, mostly. */
const settle = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await turn()
}
const send = async ({ socket }: Client, text: string): Promise<void> => {
  if (socket.writable) socket.write(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`)
  await settle()
}
const pass = async (seconds: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(seconds * 1000)
  await settle()
}

const LINES = { 'content-type': 'application/x-ndjson' }
const line = (x: number) => `{"coord":[${x}],"payload":{"text":"line ${x}"}}\n`

describe('a slow client', () => {
  it.each([
    ['JSON', '/memories', {}],
    ['lines', '/memories/bulk', LINES],
  ])('that sends headers of %s and then nothing is told so and cut off', async (_, path, more) => {
    const client = await begin(path, more)
    await pass(29)
    expect([client.heard(), client.isCutOff()]).toEqual(['', false])
    await pass(2)
    await until(() => client.heard().includes('http/too-slow'))
    await pass(6)
    await until(client.isCutOff)
  })

  it.each([
    ['JSON', '/memories', {}],
    ['one line', '/memories/bulk', LINES],
  ])('that sends %s byte by byte is told so and cut off', async (_, path, more) => {
    const client = await begin(path, more)
    for (let i = 0; i < 40; i++) {
      await send(client, ' ')
      await pass(1)
    }
    await until(client.isCutOff)
    expect(client.heard()).toContain('http/too-slow')
  })

  it('that has no token holds no connection either', async () => {
    const client = await begin('/memories', { authorization: 'Bearer of-nothing' })
    await until(() => client.heard().includes('403'))
    await send(client, '{')
    await pass(6)
    await until(client.isCutOff)
  })

  it('that sends lines, each in time, may go on as long as it likes, until it stops', async () => {
    const client = await begin('/memories/bulk', LINES)
    for (let x = 0; x < 20; x++) {
      const text = line(x)
      await send(client, text.slice(0, 10))
      await pass(14)
      await send(client, text.slice(10))
      await until(() => client.heard().includes(`"line":${x + 1},`))
      await pass(14)
    }
    expect(client.isCutOff()).toBe(false)
    await pass(31)
    await until(() => client.heard().includes('http/too-slow'))
    await pass(6)
    await until(client.isCutOff)
    vi.useRealTimers()
    expect((await api.ask('GET', '/stats')).json).toMatchObject({ total_memories: 20 })
  })
})

describe('a program whose store is not open yet', () => {
  it('says that it lives, and at once that it is not ready', async () => {
    const { status } = api.handlers.app
    let open = (): void => {}
    const opening = new Promise<void>((resolve) => {
      open = resolve
    })
    const waiting = vi.spyOn(api.handlers.app, 'status').mockImplementation(async (...asked) => {
      await opening
      return status(...asked)
    })
    expect((await fetch(`${api.origin}/healthz`)).status).toBe(200)
    const asked = fetch(`${api.origin}/readyz`)
    await until(() => waiting.mock.calls.length > 0)
    vi.advanceTimersByTime(250)
    const early = await asked
    expect(early.status).toBe(503)
    expect(await early.json()).toEqual({ ready: false, store: 'opening', index: 'opening' })
    open()
    expect((await fetch(`${api.origin}/readyz`)).status).toBe(200)
    waiting.mockRestore()
  })
})
