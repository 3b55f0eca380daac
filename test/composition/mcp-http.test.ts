import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineEvent } from '#contract/changes'
import { contract } from '#contract/index'
import type { Composition } from '#hosts/composition/compose'
import { createHttpHost, type HttpHost } from '#hosts/http/http-host'
import { createMcpServer } from '#hosts/mcp/mcp-server'
import { rendererStub } from './renderer-stub.ts'
import { from, loaded, removeFolder, start, startedFolder } from './start.ts'

const TOKEN = 'a-token-of-a-test-that-is-long-enough'
const dataDir = startedFolder()

describe('an agent over MCP at /mcp of the app', () => {
  let app: Composition
  let host: HttpHost
  let address: URL
  beforeAll(async () => {
    app = await start(dataDir)
    await loaded(app)
    const { handlers, log } = app
    host = await createHttpHost({
      host: '127.0.0.1',
      port: 0,
      token: TOKEN,
      rendererDir: rendererStub(dataDir),
      contract,
      handlers,
      log,
      version: '0.0.0',
      createMcpServer: async () => createMcpServer({ handlers, log, version: '0.0.0', namespace: 'default' }),
    })
    address = new URL('/mcp', host.url)
  }, 60_000)
  afterAll(async () => {
    await host.close()
    await app.close()
    removeFolder(dataDir)
  })

  const agent = async (
    name: string,
    headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` },
  ) => {
    const transport = new StreamableHTTPClientTransport(address, { requestInit: { headers } })
    const client = new Client({ name, version: '1.0.0' })
    // The SDK's class and its own interface differ in what may be left out.
    await client.connect(transport as Parameters<Client['connect']>[0])
    return { client, transport }
  }

  it('remembers and recalls under its own name, each client in a session of its own', async () => {
    const stopping = new AbortController()
    const events: EngineEvent[] = []
    const following = (async () => {
      for await (const event of app.handlers.changes.events({}, from('app', stopping.signal)))
        events.push(event)
    })()
    const ada = await agent('ada')
    const ben = await agent('Ben the builder (v2)')
    expect(ada.transport.sessionId).not.toBe(ben.transport.sessionId)
    const remember = (client: Client, text: string, coordinate: number[]) =>
      client.callTool({ name: 'remember', arguments: { text, coordinate } })
    await remember(ada.client, 'The bridge opens at noon', [1])
    await remember(ben.client, 'The crane is out of order', [2])
    const answer = await ada.client.callTool({ name: 'recall', arguments: { query: 'crane', k: 1 } })
    expect(answer.structuredContent).toMatchObject({ memories: [{ coordinate: [2] }] })
    stopping.abort()
    await following
    const authors = events.flatMap((event) => (event.type === 'changed' ? [event.change.author] : []))
    expect(authors).toEqual(['ada', 'Ben the builder -v2-'])
    await ada.transport.terminateSession()
    await Promise.all([ada.client.close(), ben.client.close()])
  })

  it('is refused without the token, with a wrong one, and from other places', async () => {
    await expect(agent('nobody', {})).rejects.toThrow(/401|token/i)
    await expect(agent('nobody', { authorization: 'Bearer wrong' })).rejects.toThrow(/403|token/i)
    const foreign = { authorization: `Bearer ${TOKEN}`, origin: 'http://evil.example' }
    const refused = await fetch(address, { method: 'POST', headers: foreign, body: '{}' })
    expect(refused.status).toBe(403)
  })

  it('answers no call outside of a session', async () => {
    const headers = {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    }
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })
    const without = await fetch(address, { method: 'POST', headers, body })
    expect([without.status, await without.json()]).toMatchObject([400, { code: 'mcp/no-session' }])
    const ended = { ...headers, 'mcp-session-id': 'long-gone' }
    const gone = await fetch(address, { method: 'POST', headers: ended, body })
    expect([gone.status, await gone.json()]).toMatchObject([404, { code: 'mcp/session-ended' }])
  })
})
