import { once } from 'node:events'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { EngineEvent } from '#contract/changes'
import type { Composition } from '#hosts/composition/compose'
import { from, loaded, PATIENT, removeFolder, start, startedFolder } from './start.ts'

const NAMESPACE = 'default'
const TOOLS = [
  'forget',
  'get',
  'important',
  'link',
  'neighbors',
  'path',
  'recall',
  'recent',
  'remember',
  'stats',
  'update',
  'why_not',
]

const dataDir = startedFolder()
const clients: Client[] = []

/** An agent's client over the standard input and output of a process of its own. */
const agent = async (name: string): Promise<Client> => {
  const script = join(import.meta.dirname, 'mcp-child.ts')
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [script, dataDir],
    stderr: 'pipe',
  })
  const client = new Client({ name, version: '1.0.0' })
  await client.connect(transport)
  clients.push(client)
  return client
}

const call = async (client: Client, name: string, input: Record<string, unknown>) => {
  const result = await client.callTool({ name, arguments: input })
  const [first] = result.content as { text: string }[]
  return {
    isError: result.isError === true,
    text: first?.text ?? '',
    value: result.structuredContent as never,
  }
}

const done = async <T>(client: Client, name: string, input: Record<string, unknown> = {}): Promise<T> => {
  const { isError, text, value } = await call(client, name, input)
  if (isError) throw new Error(text)
  return value as T
}

describe('an agent over MCP while the app runs', () => {
  let app: Composition
  let watch: Client
  beforeAll(async () => {
    app = await start(dataDir)
    await loaded(app)
    watch = await agent('night-watch')
  }, 60_000)
  afterEach(async () => {
    for (const client of clients.splice(0)) if (client !== watch) await client.close()
  })
  afterAll(async () => {
    await watch.close()
    await app.close()
    removeFolder(dataDir)
  })

  it('finds twelve tools, each described, and told apart by what it does', async () => {
    const { tools } = await watch.listTools()
    expect(tools.map(({ name }) => name).sort()).toEqual(TOOLS)
    for (const { description, inputSchema } of tools) {
      expect(description?.length).toBeGreaterThan(40)
      expect(inputSchema.type).toBe('object')
    }
    const hints = Object.fromEntries(tools.map(({ name, annotations }) => [name, annotations]))
    const reads = TOOLS.filter((name) => !['forget', 'link', 'remember', 'update'].includes(name))
    for (const name of TOOLS) expect(hints[name]?.readOnlyHint).toBe(reads.includes(name))
    expect(hints.forget).toMatchObject({ destructiveHint: true, idempotentHint: true })
    expect(hints.remember).toMatchObject({ destructiveHint: false, idempotentHint: false })
  })

  it('MEM-13 REC-6 remembers, recalls, links and finds a path, and the app shows it live with its name', async () => {
    const stopping = new AbortController()
    const events: EngineEvent[] = []
    const following = (async () => {
      for await (const event of app.handlers.changes.events({}, from('app', stopping.signal)))
        events.push(event)
    })()
    type Stored = { stored: true; coordinate: number[]; uri: string }
    const text = 'The lighthouse keeper prefers tea without sugar'
    const first = await done<Stored>(watch, 'remember', { text, importance: 3 })
    const second = await done<Stored>(watch, 'remember', {
      text: 'Tea is kept in the blue tin on the shelf',
      coordinate: [7, 7],
      type: 'semantic',
    })
    expect(second).toMatchObject({ stored: true, coordinate: [7, 7], uri: 'soma://memory/default/7,7' })
    type Found = { memories: { coordinate: number[]; payload: { text: string } }[] }
    const found = await done<Found>(watch, 'recall', { query: 'what does the keeper drink', k: 1 })
    expect(found.memories[0]).toMatchObject({ coordinate: first.coordinate, payload: { text } })

    await done(watch, 'link', { from: first.coordinate, to: [7, 7], type: 'needs', note: 'to make it' })
    type Near = { neighbors: { coordinate: number[]; hops: number }[] }
    const near = await done<Near>(watch, 'neighbors', { coordinate: first.coordinate })
    expect(near.neighbors).toMatchObject([{ coordinate: [7, 7], hops: 1 }])
    type Paths = { paths: { memories: { coordinate: number[] }[] }[] }
    const { paths } = await done<Paths>(watch, 'path', { from: first.coordinate, to: [7, 7] })
    expect(paths[0]?.memories.map(({ coordinate }) => coordinate)).toEqual([first.coordinate, [7, 7]])

    await vi.waitFor(() => {
      const theirs = events.flatMap((event) =>
        'change' in event && event.change.author === 'night-watch' ? [event.type] : [],
      )
      expect(theirs).toEqual(['changed', 'changed', 'links'])
    }, PATIENT)
    stopping.abort()
    await following
    await vi.waitFor(async () => {
      const place = { namespace: NAMESPACE, coordinate: first.coordinate }
      expect((await app.handlers.memories.get(place, from('app'))).accessCount).toBe(1)
    }, PATIENT)
  })

  it('gets, updates and forgets, sees what the app did, and asks why not', async () => {
    const store = { namespace: NAMESPACE, type: 'episodic', ifTaken: 'update' } as const
    const payload = '{"text":"The harbour master is called Ines"}'
    await app.handlers.memories.store({ ...store, coordinate: [1, 2], payload, importance: 9 }, from('app'))
    expect(await done(watch, 'get', { coordinate: [1, 2] })).toMatchObject({
      uri: 'soma://memory/default/1,2',
      payload: { text: 'The harbour master is called Ines' },
    })
    await done(watch, 'update', { coordinate: [1, 2], fields: { since: 2019 } })
    expect(await done(watch, 'get', { coordinate: [1, 2] })).toMatchObject({
      payload: { text: 'The harbour master is called Ines', since: 2019 },
      version: 2,
    })
    expect(await done(watch, 'important', { limit: 1 })).toMatchObject({ memories: [{ coordinate: [1, 2] }] })
    type Rows = { memories: unknown[] }
    expect((await done<Rows>(watch, 'recent', {})).memories.length).toBeGreaterThan(0)
    const why = { query: 'harbour master', k: 5, coordinate: [1, 2] }
    expect(await done(watch, 'why_not', why)).toMatchObject({ reason: { is: 'returned' } })
    expect(await done(watch, 'forget', { coordinates: [[1, 2]], reason: 'moved on' })).toMatchObject({
      count: 1,
    })
    expect(await done(watch, 'forget', { coordinates: [[1, 2]] })).toMatchObject({ count: 0 })
    const stats = await done<{ bin: number; namespaces: string[] }>(watch, 'stats')
    expect(stats).toMatchObject({ namespace: NAMESPACE, bin: 1 })
    expect(stats.namespaces).toContain(NAMESPACE)
  })

  it('is told in a sentence what is wrong, as a result that it can act on', async () => {
    const missing = await call(watch, 'get', { coordinate: [404] })
    expect(missing).toMatchObject({ isError: true })
    expect(missing.text).toContain('memory/not-found: There is no memory at (404)')
    const nothing = await call(watch, 'remember', {})
    expect(nothing).toMatchObject({ isError: true })
    expect(nothing.text).toContain('give "text", or "payload"')
    for (const input of [{ coordinate: [] }, { coordinate: ['x'] }, { coordinate: [1], more: 1 }]) {
      expect((await call(watch, 'get', input)).isError).toBe(true)
    }
    const nowhere = await call(watch, 'stats', { namespace: 'nowhere' })
    expect(nowhere.text).toContain('There is no namespace "nowhere"')
  })

  it('reads memories by their address, and has a prompt that recalls first', async () => {
    await done(watch, 'remember', { text: 'The fog horn is loud', coordinate: [-1.5, 0, 3] })
    const uri = 'soma://memory/default/-1.5,0,3'
    const { resources } = await watch.listResources()
    expect(resources.length).toBeGreaterThan(0)
    const { resourceTemplates } = await watch.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'soma://memory/{namespace}/{+coordinate}',
    ])
    const { contents } = await watch.readResource({ uri })
    const [content] = contents as { text: string }[]
    expect(JSON.parse(content?.text ?? '')).toMatchObject({ uri, payload: { text: 'The fog horn is loud' } })
    await expect(watch.readResource({ uri: 'soma://memory/default/no,place' })).rejects.toThrow('address')
    const prompt = await watch.getPrompt({
      name: 'recall-before-answering',
      arguments: { question: 'Is the horn loud?' },
    })
    expect(JSON.stringify(prompt.messages)).toMatch(/Is the horn loud\?.*recall/s)
  })

  it('cannot take a name that the program itself goes by', async () => {
    const impostor = await agent('app')
    await done(impostor, 'remember', { text: 'Nobody saw the app write this', coordinate: [9, 9] })
    const [last] = await app.handlers.changes.list({ namespace: NAMESPACE, limit: 1 }, from('app'))
    expect(last?.author).toBe('mcp')
  })

  it('ends its process when the client goes, and leaves nothing that holds the folder', async () => {
    const script = join(import.meta.dirname, 'mcp-child.ts')
    const { spawn } = await import('node:child_process')
    const child = spawn(process.execPath, [script, dataDir], { stdio: ['pipe', 'pipe', 'pipe'] })
    const said: string[] = []
    child.stdout.on('data', (text) => said.push(String(text)))
    const ended = once(child, 'exit')
    child.stdin.end()
    expect(await ended).toEqual([0, null])
    // Nothing but the protocol is ever said there.
    expect(said).toEqual([])
  })
})
