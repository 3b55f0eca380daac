import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { isError } from '#contract/errors'
import { PortInUse } from '#hosts/http/listen-error'
import { REPLY_BYTES, REQUEST_BYTES } from '#rpc/codec'
import { connect } from '#rpc/connect'
import { createWebSocketPort, type SocketLike } from '#rpc/web-socket-port'
import { sample } from '../rpc/sample-contract.ts'
import { until } from '../rpc/until.ts'
import { startHost, type TestHost, TOKEN } from './http-fixture.ts'

let host: TestHost
let cookie: string

beforeAll(async () => {
  host = await startHost()
  cookie = await host.logIn()
})
afterAll(() => host.stop())

const bearer = { authorization: `Bearer ${TOKEN}` }
const codeOf = (body: string): string => (JSON.parse(body) as { code: string }).code

const open = async (headers: Record<string, string>): Promise<WebSocket> => {
  const socket = await host.dial(headers)
  if (typeof socket === 'number') throw new Error(`turned away with ${socket}`)
  return socket
}

describe('a host without a page', () => {
  test('answers programs, and has neither page nor socket', async () => {
    const bare = await startHost({ ui: false })
    const asked = async (path: string) => (await bare.get(path, bearer)).status
    expect([await asked('/'), await asked('/assets/index-abc.js'), await asked(`/?token=${TOKEN}`)]).toEqual([
      404, 404, 404,
    ])
    expect([await asked('/healthz'), await asked('/session')]).toEqual([200, 204])
    expect((await bare.get('/session')).status).toBe(401)
    await bare.stop()
  })
})

describe('the entrance', () => {
  test('takes the token once, gives a strict cookie and leads to the clean address', async () => {
    const { status, headers } = await host.get(`/?token=${TOKEN}`)
    expect([status, headers.location]).toEqual([303, '/'])
    const set = headers['set-cookie']?.[0] ?? ''
    expect(set).toMatch(
      new RegExp(`^soma-session-${host.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    )
    expect(set).not.toContain(TOKEN)
  })

  test('refuses a wrong token and sets nothing', async () => {
    for (const path of [
      '/?token=wrong',
      '/?token=',
      `/?token=${TOKEN}x`,
      `/?token=${TOKEN}&token=${TOKEN}`,
    ]) {
      const { status, headers, body } = await host.get(path)
      expect([path, status, codeOf(body)]).toEqual([path, 403, 'http/token-wrong'])
      expect(headers['set-cookie']).toBeUndefined()
    }
  })

  test('prints an address that gets in', () => {
    expect(host.host.url).toBe(`http://127.0.0.1:${host.port}/?token=${TOKEN}`)
  })
})

describe('the session', () => {
  test.each([
    { what: 'nothing', headers: () => ({}), status: 401, code: 'http/token-missing' },
    {
      what: 'another bearer',
      headers: () => ({ authorization: 'Bearer no' }),
      status: 403,
      code: 'http/token-wrong',
    },
    {
      what: 'basic auth',
      headers: () => ({ authorization: 'Basic eDp5' }),
      status: 403,
      code: 'http/token-wrong',
    },
    {
      what: 'the token as cookie',
      headers: () => ({ cookie: `${cookie.split('=')[0]}=${TOKEN}` }),
      status: 403,
    },
    {
      what: 'a cookie of another port',
      headers: () => ({ cookie: cookie.replace(/-\d+=/, '-1=') }),
      status: 401,
    },
    { what: 'an empty bearer', headers: () => ({ authorization: 'Bearer ' }), status: 403 },
  ])('is refused with $what', async ({ headers, status, code }) => {
    const answer = await host.get('/session', headers())
    expect(answer.status).toBe(status)
    if (code) expect(codeOf(answer.body)).toBe(code)
  })

  test('is there with the cookie or the bearer token', async () => {
    expect((await host.get('/session', { cookie })).status).toBe(204)
    expect((await host.get('/session', { cookie: `other=1; ${cookie}` })).status).toBe(204)
    expect((await host.get('/session', bearer)).status).toBe(204)
  })

  test('is needed to learn even that there is nothing', async () => {
    expect((await host.get('/nothing')).status).toBe(401)
    expect((await host.get('/nothing', { cookie })).status).toBe(404)
    expect((await host.get('/memories', {}, 'POST')).status).toBe(401)
  })

  test('is not needed for the page and for health', async () => {
    expect((await host.get('/')).body).toContain('<title>Soma</title>')
    expect(JSON.parse((await host.get('/healthz')).body)).toEqual({ status: 'ok' })
  })
})

describe('against DNS rebinding', () => {
  test.each([
    'evil.example',
    'evil.example:9595',
    '127.0.0.1.evil.example',
    'localhost@evil.example',
    '10.0.0.1',
    ':',
  ])('refuses the host "%s"', async (name) => {
    for (const path of ['/', '/healthz', '/session', `/?token=${TOKEN}`, '/assets/index-abc.js']) {
      const { status, body } = await host.get(path, { host: name, ...bearer })
      expect([path, status, codeOf(body)]).toEqual([path, 403, 'http/host-refused'])
    }
    expect(await host.dial({ host: name, ...bearer })).toBe(403)
  })

  test('answers to loopback by any of its names, through a tunnel of another port too', async () => {
    for (const name of ['127.0.0.1:1', 'localhost', 'LOCALHOST:80', '[::1]:8080']) {
      expect((await host.get('/healthz', { host: name })).status).toBe(200)
    }
  })

  test('bound to every address it answers to addresses but not to names', async () => {
    const wide = await startHost({ host: '0.0.0.0' })
    try {
      expect((await wide.get('/healthz', { host: '10.1.2.3:9595' })).status).toBe(200)
      expect((await wide.get('/healthz', { host: 'evil.example' })).status).toBe(403)
      expect((await wide.get('/session', { host: '10.1.2.3:9595' })).status).toBe(401)
      expect(wide.host.url).toContain('//127.0.0.1:')
    } finally {
      await wide.stop()
    }
  })
})

describe('against other sites', () => {
  const foreign = [
    'http://evil.example',
    'null',
    'http://127.0.0.1:1',
    'https://evil.example:443',
    'file://',
    'x',
  ]

  test.each(foreign)('refuses the origin %s', async (origin) => {
    const { status, body, headers } = await host.get('/session', { origin, cookie })
    expect([status, codeOf(body)]).toEqual([403, 'http/origin-refused'])
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  test.each(foreign)('refuses a WebSocket of the origin %s, whatever it brings', async (origin) => {
    expect(await host.dial({ origin, cookie })).toBe(403)
    expect(await host.dial({ origin, ...bearer })).toBe(403)
  })

  test('refuses a WebSocket with a cookie and no origin', async () => {
    expect(await host.dial({ cookie })).toBe(403)
  })

  test('takes its own origin', async () => {
    expect((await host.get('/session', { origin: host.origin, cookie })).status).toBe(204)
    ;(await open({ origin: host.origin, cookie })).terminate()
  })
})

describe('the files', () => {
  test.each([
    '/../token',
    '/..%2ftoken',
    '/%2e%2e/token',
    '/%2e%2e%2ftoken',
    '/assets/../../token',
    '/assets/..%2f..%2ftoken',
    '/..%5ctoken',
    '/%00',
    '/.hidden',
    '//etc/passwd',
    '/assets/',
    '/%',
  ])('do not lie behind %s', async (path) => {
    const { status, body } = await host.get(path, { cookie })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body).not.toContain('secret')
  })

  test('come with headers that hold a page to its own', async () => {
    for (const path of ['/', '/assets/index-abc.js', '/nothing', '/%', '/session']) {
      const { headers } = await host.get(path)
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
      expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'$/)
      expect(headers['content-security-policy']).not.toMatch(/unsafe/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
    }
  })

  test('are kept by the browser only where their name holds a hash', async () => {
    expect((await host.get('/assets/index-abc.js')).headers['cache-control']).toMatch(/immutable/)
    expect((await host.get('/')).headers['cache-control']).toBe('no-cache')
    expect((await host.get('/index.html')).headers['cache-control']).toBe('no-cache')
  })
})

describe('the WebSocket', () => {
  test('is refused without and with a wrong token', async () => {
    expect(await host.dial({ origin: host.origin })).toBe(401)
    expect(await host.dial({ authorization: 'Bearer no' })).toBe(403)
    expect(await host.dial({ origin: host.origin, cookie }, `/rpc?token=${TOKEN}`)).toBeInstanceOf(WebSocket)
    expect(await host.dial({ origin: host.origin }, `/rpc?token=${TOKEN}`)).toBe(401)
  })

  test('is nowhere else', async () => {
    expect(await host.dial({ origin: host.origin, cookie }, '/')).toBe(404)
  })

  test('carries the contract, and names its caller', async () => {
    const port = (socket: WebSocket) =>
      createWebSocketPort(socket as unknown as SocketLike, {
        maxSend: REQUEST_BYTES,
        maxReceive: REPLY_BYTES,
      })
    const page = port(await open({ origin: host.origin, cookie }))
    const agent = port(await open({ ...bearer, 'x-soma-client': 'my agent' }))
    const forger = port(await open({ ...bearer, 'x-soma-client': 'a\tb' }))
    const posers = await Promise.all(
      ['app', 'cli', 'settings'].map(async (name) => port(await open({ ...bearer, 'x-soma-client': name }))),
    )
    const all = [page, agent, forger, ...posers]
    for (const each of all) await connect(sample, each).things.get({ namespace: 'a' })
    expect(host.log.clients).toEqual(['app', 'my agent', 'api', 'api', 'api', 'api'])
    for (const each of all) each.close()
  })

  test('closes on garbage, text and frames that are too large, and lives on', async () => {
    const garbage = await open(bearer)
    garbage.send(new Uint8Array([0xc1, 0xff]))
    expect((await once(garbage, 'close'))[0]).toBe(1003)
    const text = await open(bearer)
    text.send('{"t":"call"}')
    expect((await once(text, 'close'))[0]).toBe(1003)
    const large = await open(bearer)
    large.send(new Uint8Array(REQUEST_BYTES + 1))
    expect((await once(large, 'close'))[0]).toBe(1009)
    expect((await host.get('/healthz')).status).toBe(200)
  })

  test('aborts what runs for a socket that breaks off', async () => {
    const socket = await open(bearer)
    const { things } = connect(
      sample,
      createWebSocketPort(socket as unknown as SocketLike, {
        maxSend: REQUEST_BYTES,
        maxReceive: REPLY_BYTES,
      }),
    )
    const call = things.hang({}).catch((error: unknown) => error)
    await until(() => host.log.started === 1)
    socket.terminate()
    await until(() => host.log.aborted.length === 1)
    expect(isError(await call, 'request/disconnected')).toBe(true)
  })

  test('does not fall over a socket that is torn while it knocks', async () => {
    const raw = connectTcp(Number(host.port), '127.0.0.1')
    await once(raw, 'connect')
    raw.write(`GET /rpc HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
    raw.destroy()
    expect((await host.get('/healthz')).status).toBe(200)
  })
})

describe('starting and ending', () => {
  test('names the port that is in use', async () => {
    const error = await startHost({ port: Number(host.port) }).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(PortInUse)
    expect((error as PortInUse).message).toMatch(new RegExp(`^Port ${host.port} is in use already\\. Choose`))
  })

  test('names the address that is not of this machine', async () => {
    await expect(startHost({ host: '192.0.2.1' })).rejects.toThrow(/"192\.0\.2\.1" is not an address/)
  })

  test('ends open sockets, streams and calls at once', async () => {
    const other = await startHost()
    const socket = await other.dial(bearer)
    if (typeof socket === 'number') throw new Error('turned away')
    const { things } = connect(
      sample,
      createWebSocketPort(socket as unknown as SocketLike, {
        maxSend: REQUEST_BYTES,
        maxReceive: REPLY_BYTES,
      }),
    )
    const call = things.hang({}).catch((error: unknown) => error)
    await until(() => other.log.started === 1)
    await other.stop()
    expect(other.log.aborted).toHaveLength(1)
    expect(isError(await call, 'request/disconnected')).toBe(true)
  })
})
