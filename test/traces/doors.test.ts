import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMcpServer } from '#hosts/mcp/mcp-server'
import type { Traces } from '#hosts/traces/traces'
import { startApi, type TestApi } from '../hosts/api-fixture.ts'
import { A } from '../life/world.ts'
import { type Collector, startCollector } from './otlp-collector.ts'
import { configOf, tracesOf } from './traced.ts'

let collector: Collector
let traces: Traces
let api: TestApi

beforeAll(async () => {
  collector = await startCollector()
  traces = (await tracesOf(configOf({ enabled: true, endpoint: collector.url }))).traces
  api = await startApi({ observer: traces })
})
afterAll(async () => {
  await api.stop()
  await collector.stop()
  expect(collector.faults).toEqual([])
})

const [OVER_HTTP, IN_META] = ['a', 'b'].map((digit) => digit.repeat(32))
const parent = (trace: string | undefined) => ({ traceparent: `00-${trace}-00f067aa0ba902b7-01` })

it('a trace of the caller goes on through HTTP and MCP', async () => {
  const body = { query: 'heron', namespace: A }
  expect((await api.ask('POST', '/recall', body, parent(OVER_HTTP))).status).toBe(200)
  const memory = { coord: [1], payload: { text: 'a heron' }, namespace: A }
  expect((await api.ask('POST', '/memories', memory, parent(OVER_HTTP))).status).toBe(201)

  const { handlers } = api
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const server = createMcpServer({ handlers, version: '0', namespace: A, log })
  const [near, far] = InMemoryTransport.createLinkedPair()
  const client = new Client({ name: 'an agent', version: '1' })
  await Promise.all([server.connect(far), client.connect(near)])
  await client.callTool({ name: 'recall', arguments: { query: 'heron' }, _meta: parent(IN_META) })
  await client.close()

  await traces.close()
  const found = (name: string) =>
    collector
      .named(name)
      .map(({ traceId, parentId, attributes }) => [traceId, parentId, attributes['soma.client']])
  expect(found('upsert_memory')).toEqual([[OVER_HTTP, '00f067aa0ba902b7', 'http']])
  expect(found('search_memory')).toEqual([
    [OVER_HTTP, '00f067aa0ba902b7', 'http'],
    [IN_META, '00f067aa0ba902b7', 'an agent'],
  ])
})
