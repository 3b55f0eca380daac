import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { A } from '../life/world.ts'
import { startApi, type TestApi } from './api-fixture.ts'

let api: TestApi
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const codeOf = ({ json }: { json: unknown }): string => (json as { code: string }).code

interface Raw {
  readonly method?: string
  readonly path: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** Sends just what is given; fetch would tidy it up. */
const raw = ({ method = 'GET', path, headers = {}, body }: Raw): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { port } = api
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })

describe('who gets in', () => {
  it.each([
    ['no token', {}, 401, 'http/token-missing'],
    ['a wrong token', { authorization: 'Bearer wrong' }, 403, 'http/token-wrong'],
  ])('%s is refused, and nothing is written', async (_, headers, status, code) => {
    const body = JSON.stringify({ coord: [9, 9], payload: { text: 'intruder' } })
    const json = { ...headers, 'content-type': 'application/json' } as Record<string, string>
    const answer = await raw({ method: 'POST', path: '/memories', headers: json, body })
    expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([status, code])
    expect((await api.ask('GET', '/memories/9,9')).status).toBe(404)
  })

  it('a foreign origin is refused even with the token, and gets no leave to ask', async () => {
    const origin = { origin: 'http://localhost:3000' }
    expect(codeOf(await api.ask('GET', '/stats', undefined, origin))).toBe('http/origin-refused')
    const preflight = { ...origin, 'access-control-request-method': 'POST' }
    const { status, headers } = await api.ask('OPTIONS', '/memories', undefined, preflight)
    expect([status, headers.get('access-control-allow-origin')]).toEqual([403, null])
  })

  it('a rebound name is refused', async () => {
    const headers = { ...api.headers, host: 'evil.example' }
    expect((await raw({ path: '/stats', headers })).status).toBe(403)
  })

  it('anybody may read how it is used, and nobody may put a script into it', async () => {
    for (const path of ['/docs', '/docs.css', '/openapi.json']) {
      const answer = await raw({ path })
      expect([path, answer.status]).toEqual([path, 200])
    }
    const page = await fetch(`${api.origin}/docs`)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await page.text()).not.toMatch(/<script|style=|https?:\/\/(?!127)/)
  })
})

describe('what is refused', () => {
  const store = (body: unknown) => api.ask('POST', '/memories', body)
  it.each([
    ['a body that is no JSON', () => store('{"coord": [1,'), 400, 'http/bad-json'],
    ['a list', () => store([1, 2]), 400, 'request/invalid'],
    ['a wrong type', () => store({ coord: '1,2', payload: {} }), 400, 'request/invalid'],
    ['an unknown field', () => store({ coord: [1], payload: {}, colour: 'red' }), 400, 'request/invalid'],
    ['a name of the contract', () => store({ coordinate: [1], payload: {} }), 400, 'request/invalid'],
    ['a payload that is no object', () => store({ coord: [1], payload: [1] }), 400, 'memory/payload-invalid'],
    ['deep nesting', () => store(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`), 400, 'http/bad-json'],
    ['a body of more than 5 MiB', () => store(`{"a":"${'x'.repeat(5 << 20)}"}`), 413, 'http/too-large'],
    ['an unknown query', () => api.ask('GET', '/memories?colour=red'), 400, 'request/invalid'],
    ['a query twice', () => api.ask('GET', '/memories?limit=1&limit=2'), 400, 'request/invalid'],
    ['no coordinate', () => api.ask('GET', '/memories/one,two'), 400, 'request/invalid'],
    ['an unknown namespace', () => api.ask('GET', '/stats?namespace=nowhere'), 404, 'namespace/not-found'],
    ['a memory that is not there', () => api.ask('DELETE', '/memories/77'), 404, 'memory/not-found'],
    [
      'an unknown filter',
      () => api.ask('POST', '/recall', { query: 'x', filters: { is: 'odd' } }),
      400,
      'request/invalid',
    ],
    ['an unknown address', () => api.ask('GET', '/nowhere'), 404, 'http/not-found'],
  ])('%s', async (_, asking, status, code) => {
    const answer = await asking()
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    const { detail, title } = answer.json as { detail: string; title: string }
    expect([detail, title].every((text) => text.length > 0 && !text.includes('\n'))).toBe(true)
    expect(detail).not.toContain('internal')
  })

  it('a body of another kind, such as a form of a foreign page sends it', async () => {
    const headers = { ...api.headers, 'content-type': 'text/plain' }
    const { status } = await raw({
      method: 'POST',
      path: '/memories',
      headers,
      body: '{"coord":[1],"payload":{}}',
    })
    expect(status).toBe(415)
  })

  it.each([
    '/memories/../../token',
    '/memories/%2e%2e%2ftoken',
    '/..%2f..%2ftoken',
    '/assets/..%2f..%2ftoken',
  ])('a way out of the folder: %s', async (path) => {
    const { status, text } = await raw({ path, headers: api.headers })
    expect([400, 403, 404]).toContain(status)
    expect(text).not.toContain(api.token)
  })

  it('says what is wrong by the names that the caller used', async () => {
    const { json } = await api.ask('POST', '/memories', {
      coord: [1, 'two'],
      payload: {},
      memory_type: 'odd',
    })
    const { issues } = json as { issues: { path: string }[] }
    expect(issues.map(({ path }) => path).sort()).toEqual(['coord.1', 'memory_type'])
  })
})

describe('memories', () => {
  it('MEM-3 a payload comes back to the byte, digits and order of keys included', async () => {
    const payload = '{"10":1.0,"9":12345678901234567890,"text":"as it was","__proto__":{"a":1}}'
    const stored = await api.ask('POST', '/memories', `{"coord":[3,1],"payload":${payload}}`)
    expect(stored.status).toBe(201)
    expect((await api.ask('GET', '/memories/3,1')).text).toContain(`"payload":${payload}`)
    const { text } = await api.ask('POST', '/recall', { query: 'as it was', top_k: 1 })
    expect(text).toContain(`"payload":${payload}`)
  })

  it('tells under which name a change was made, and lends nobody the names of the program', async () => {
    const author = async (name?: string) => {
      const headers: Record<string, string> = name === undefined ? {} : { 'x-soma-client': name }
      const { json } = await api.ask(
        'POST',
        '/memories',
        { coord: [3, 2], payload: { text: `by ${name}` } },
        headers,
      )
      const [change] = await api.engine.journal.list({ namespace: A, limit: 1 })
      expect(change?.seq).toBe((json as { seq: number }).seq)
      return change?.author
    }
    expect(await author()).toBe('http')
    expect(await author('night-shift 2')).toBe('night-shift 2')
    for (const name of ['app', 'cli', '<script>', 'x'.repeat(65)]) expect(await author(name)).toBe('http')
  })

  it('REC-6 counts a recall as use', async () => {
    await api.ask('POST', '/memories', { coord: [3, 3], payload: { text: 'a lighthouse keeper' } })
    await api.ask('POST', '/recall', { query: 'lighthouse keeper', top_k: 1 })
    await api.engine.flushTouches()
    expect((await api.ask('GET', '/memories/3,3')).json).toMatchObject({ access_count: 1 })
  })

  it('recall gives the payload by itself and its fields beside it, for clients old and new', async () => {
    await api.ask('POST', '/memories', {
      coord: [3, 4],
      payload: { task: 'oil the windlass', score: 'mine' },
      timestamp: 5,
    })
    const { json } = await api.ask('POST', '/recall', { query: 'windlass', top_k: 1 })
    const [match] = (json as { matches: Record<string, unknown>[] }).matches
    expect(match).toMatchObject({
      coord: [3, 4],
      coordinate: [3, 4],
      memory_type: 'episodic',
      task: 'oil the windlass',
      timestamp: 5,
      payload: { task: 'oil the windlass', score: 'mine' },
    })
    expect(typeof match?.score).toBe('number')
  })
})

describe('memories in bulk', () => {
  const lines = (answer: { text: string }) =>
    answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: number; stored: boolean; code?: string })

  const send = async (body: string) =>
    api.ask('POST', '/memories/bulk', body, { 'content-type': 'application/x-ndjson' })

  it('MEM-11 says what became of each line, and takes the good ones in', async () => {
    const answer = await send(
      [
        '{"coord":[50,1],"payload":{"n":1.0,"text":"first"}}',
        '',
        'not json',
        '{"coord":[50,2],"payload":"text"}',
        '{"coord":[50,1],"payload":{"text":"again"},"if_taken":"refuse"}',
        '{"coord":[50,3],"payload":{},"colour":"red"}',
        '{"coord":[50,4],"payload":{"text":"last"}}',
      ].join('\n'),
    )
    expect(answer.status).toBe(200)
    expect(lines(answer).map(({ line, stored, code }) => [line, stored, code])).toEqual([
      [1, true, undefined],
      [3, false, 'request/invalid'],
      [4, false, 'memory/payload-invalid'],
      [5, false, 'memory/exists'],
      [6, false, 'request/invalid'],
      [7, true, undefined],
    ])
    expect((await api.ask('GET', '/memories/50,1')).text).toContain('"payload":{"n":1.0,"text":"first"}')
  })

  it('an unknown namespace is a refusal, not a line', async () => {
    const answer = await api.ask('POST', '/memories/bulk?namespace=nowhere', '{"coord":[1],"payload":{}}\n', {
      'content-type': 'application/x-ndjson',
    })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'namespace/not-found'])
  })

  it('stops taking in while nobody reads the results', async () => {
    const text = 'x'.repeat(500)
    let sent = 0
    const options = { host: '127.0.0.1', port: api.port, method: 'POST', path: '/memories/bulk' }
    const headers = { ...api.headers, 'content-type': 'application/x-ndjson' }
    const out = request({ ...options, headers })
    out.on('response', (response) => response.pause())
    out.on('error', () => undefined)
    // Short lines give longer results than they are themselves.
    const line = `{"coord":[60,1],"payload":{"a":1},"colour":"${text}"}\n`.repeat(200)
    const isStuck = await new Promise<boolean>((resolve) => {
      const push = (): void => {
        while (out.write(line)) sent += line.length
        sent += line.length
        const timer = setTimeout(() => resolve(true), 1500)
        out.once('drain', () => {
          clearTimeout(timer)
          if (sent > 400_000_000) resolve(false)
          else push()
        })
      }
      push()
    })
    out.destroy()
    expect(isStuck).toBe(true)
  })
})
