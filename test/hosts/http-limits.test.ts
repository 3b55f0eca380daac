import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApi, type TestApi } from './api-fixture.ts'

const FRIEND = 'http://localhost:3000'

let api: TestApi
beforeAll(async () => {
  api = await startApi({ perMinute: 3, origins: [FRIEND] })
})
afterAll(() => api.stop())

describe('the limit of requests', () => {
  it('holds for each client by itself, and says how long to wait', async () => {
    const asked = async (name: string, times: number) => {
      const answers = []
      for (let i = 0; i < times; i++)
        answers.push(await api.ask('GET', '/stats', undefined, { 'x-soma-client': name }))
      return answers
    }
    const answers = await asked('ada', 4)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    const { json, headers } = answers[3] as (typeof answers)[number]
    expect(json).toMatchObject({ code: 'http/too-many', status: 429 })
    const wait = Number(headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
    expect((await asked('ben', 1))[0]?.status).toBe(200)
  })

  it('holds for agents too, by the name that each began with', async () => {
    const agent = async (name: string) => {
      const requestInit = { headers: api.headers }
      const transport = new StreamableHTTPClientTransport(new URL('/mcp', api.origin), { requestInit })
      const client = new Client({ name, version: '1' })
      await client.connect(transport as Parameters<Client['connect']>[0])
      return client
    }
    const ask = (client: Client) => client.callTool({ name: 'stats', arguments: {} })
    // Beginning is a request without a name yet.
    const [ada, ben] = [await agent('ada-agent'), await agent('ben-agent')]
    const answers = []
    for (let i = 0; i < 5; i++)
      answers.push(
        await ask(ada).then(
          () => 'answered',
          (error: Error) => error.message,
        ),
      )
    expect(answers[0]).toBe('answered')
    expect(answers.at(-1)).toContain('http/too-many')
    await ask(ben)
    await Promise.all([ada.close(), ben.close()])
  })

  it('is not used up by who has no token', async () => {
    for (let i = 0; i < 5; i++) expect((await fetch(`${api.origin}/stats`)).status).toBe(401)
    expect((await api.ask('GET', '/stats')).status).toBe(200)
  })
})

describe('a page of another place that is allowed', () => {
  it('may ask with the token, after its browser asked whether it may', async () => {
    const origin = { origin: FRIEND }
    const preflight = await fetch(`${api.origin}/memories`, {
      method: 'OPTIONS',
      headers: { ...origin, 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(FRIEND)
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
    const { status, headers } = await api.ask('GET', '/stats', undefined, {
      ...origin,
      'x-soma-client': 'page',
    })
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, FRIEND])
  })

  it('does not get in with the cookie of ours', async () => {
    const entrance = await fetch(`${api.origin}/?token=${api.token}`, { redirect: 'manual' })
    const cookie = entrance.headers.get('set-cookie')?.split(';')[0] ?? ''
    const session = (more: Record<string, string>) =>
      fetch(`${api.origin}/session`, { headers: { cookie, ...more } })
    expect((await session({})).status).toBe(204)
    expect((await session({ origin: FRIEND })).status).toBe(401)
  })
})
