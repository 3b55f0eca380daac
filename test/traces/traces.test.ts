import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { underTraceOf } from '#hosts/traces/trace-parent'
import { VirtualTiming } from '../embedders/virtual-timing.ts'
import { never } from '../recall/engine.ts'
import { type Collector, moods, startCollector, type TakenSpan } from './otlp-collector.ts'
import { configOf, memory, N, openTraced, tracesOf } from './traced.ts'

let collector: Collector
const closing: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  collector = await startCollector()
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  expect(collector.faults).toEqual([])
  await collector.stop()
})

const KEY = '00'.repeat(32)

const open = async (
  telemetry: Record<string, unknown> = {},
  { encryption, timing }: { encryption?: string; timing?: VirtualTiming } = {},
) => {
  const config = configOf(
    { enabled: true, endpoint: collector.url, ...telemetry },
    encryption === undefined ? {} : { encryption_key: encryption },
  )
  const traced = await openTraced(config, timing && { surroundings: { timing } })
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= traced.engine.close()
    return closed
  }
  closing.push(close)
  return { ...traced, engine: { ...traced.engine, close } }
}

const write = { is: 'write', kind: 'store', namespace: N, author: 'ann', memories: 1 } as const
const query = { namespace: N, query: 'heron', k: 3 }
const childrenOf = ({ spanId }: TakenSpan): string[] =>
  collector.spans.filter(({ parentId }) => parentId === spanId).map(({ name }) => name)

describe('traces', () => {
  it('have a span around store, change, recall and each call of a store in them', async () => {
    const { engine } = await open({ service_name: 'my-agent' })
    await engine.memories.store(memory(1), 'ann')
    await engine.memories.update(
      { namespace: N, coordinate: [1] },
      { importance: 2, expectedVersion: 1 },
      'bob',
    )
    await engine.recall.search(query, never(), { author: 'eve' })
    await engine.memories.remove({ namespace: N, coordinates: [[1]] }, undefined, 'ann')
    await engine.close()

    const [store] = collector.named('upsert_memory')
    const [recall] = collector.named('search_memory')
    const [forget] = collector.named('delete_memory')
    const changes = collector.named('change')
    if (!store || !recall || !forget) throw new Error('a span is missing')
    expect(store.attributes).toEqual({
      'gen_ai.operation.name': 'upsert_memory',
      'gen_ai.memory.store.id': N,
      'gen_ai.memory.record.count': 1,
      'soma.client': 'ann',
    })
    expect(childrenOf(store)).toContain('change')
    expect(recall.attributes).toMatchObject({
      'gen_ai.operation.name': 'search_memory',
      'gen_ai.memory.store.id': N,
      'gen_ai.memory.record.count': 1,
      'soma.client': 'eve',
      'soma.recall.k': 3,
      'soma.recall.outcome': 'answered',
      'soma.recall.candidates.keyword': 1,
    })
    expect(childrenOf(recall)).toEqual(expect.arrayContaining(['memories keywords', 'vectors search']))
    expect(childrenOf(forget)).toContain('change')
    // An update came through no door of its own, and is a trace all the same.
    expect(changes.map(({ attributes }) => attributes['soma.change.action'])).toEqual([
      'store',
      'update',
      'delete',
    ])
    expect(changes.map(childrenOf)).toEqual([['memories commit'], ['memories commit'], ['memories commit']])
    expect(changes[1]).toMatchObject({
      parentId: '',
      attributes: { 'soma.client': 'bob', 'soma.change.seq': 2 },
    })
    expect(new Set(collector.spans.map(({ status }) => status))).toEqual(new Set([0]))
    expect(collector.resources[0]).toMatchObject({
      'service.name': 'my-agent',
      'service.version': '1.2.3',
      'telemetry.sdk.language': 'nodejs',
    })
    expect(collector.asked[0]?.path).toBe('/v1/traces')
  })

  it('leave out calls that belong to nothing, unless they are wanted', async () => {
    const { engine } = await open()
    await engine.memories.store(memory(1), 'ann')
    await engine.memories.get({ namespace: N, coordinate: [1] })
    await engine.close()
    expect(
      collector.spans.filter(({ name, parentId }) => /^(memories|vectors) /.test(name) && parentId === ''),
    ).toEqual([])
    const all = await open({ all_calls: true })
    await all.engine.memories.get({ namespace: N, coordinate: [1] }).catch(() => {})
    await all.engine.close()
    expect(collector.named('memories createNamespace')).toHaveLength(1)
  })

  it('SEC-2 say nothing of what was asked, stored or found, unless that is wanted', async () => {
    const work = async (telemetry: Record<string, unknown>, encryption?: string) => {
      const { engine } = await open(telemetry, encryption === undefined ? {} : { encryption })
      await engine.memories.store(memory(1, 'a heron named Gertrud'), 'ann')
      await engine.recall.search({ ...query, query: 'who is Gertrud' }, never(), { author: 'ann' })
      await engine.close()
      const text = collector.asked.map((one) => one.text).join()
      collector.asked.length = 0
      return [/who is Gertrud/.test(text), /a heron named Gertrud/.test(text)]
    }
    expect(await work({})).toEqual([false, false])
    expect(await work({ include_queries: true })).toEqual([true, false])
    expect(await work({ include_payloads: true })).toEqual([false, true])
    // What rests encrypted does not leave in the clear.
    expect(await work({ include_queries: true, include_payloads: true }, KEY)).toEqual([false, false])
  })

  it('go on with the trace of a caller, and do as it decided', async () => {
    const { engine } = await open({ sample_ratio: 0 })
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
    const caller = '00f067aa0ba902b7'
    const ask = (traceparent: string) =>
      underTraceOf({ traceparent, tracestate: 'vendor=1' }, () =>
        engine.recall.search(query, never(), { author: 'ann' }),
      )
    await ask(`00-${trace}-${caller}-01`)
    await ask(`00-${'1'.repeat(32)}-${caller}-00`)
    await ask(`ff-${'2'.repeat(32)}-${caller}-01`)
    await ask('nonsense')
    await engine.recall.search(query, never(), { author: 'ann' })
    await engine.close()
    const recalls = collector.named('search_memory')
    expect(recalls.map(({ traceId, parentId }) => [traceId, parentId])).toEqual([[trace, caller]])
    expect(recalls[0]?.json.traceState).toBe('vendor=1')
    expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([trace]))
  })

  it('tell recalls that run side by side apart', async () => {
    const { engine } = await open()
    for (let x = 0; x < 5; x++) await engine.memories.store(memory(x), 'ann')
    await engine.recall.batch([query, query, { ...query, query: 'pond' }], never(), { author: 'ann' })
    await engine.close()
    const recalls = collector.named('search_memory')
    expect(new Set(recalls.map(({ traceId }) => traceId)).size).toBe(3)
    const calls = recalls.map((span) => childrenOf(span).sort())
    expect(calls[1]).toEqual(calls[0])
    for (const { traceId, parentId } of collector.spans.filter(({ parentId }) => parentId !== '')) {
      expect(collector.spans.find(({ spanId }) => spanId === parentId)?.traceId).toBe(traceId)
    }
  })

  it('mark what failed, and neither refusals nor who gave up waiting', async () => {
    const { engine } = await open()
    await engine.memories.store({ ...memory(1), ifTaken: 'refuse' }, 'ann')
    await engine.memories.store({ ...memory(1), ifTaken: 'refuse' }, 'ann').catch(() => {})
    await engine.recall.search(query, AbortSignal.abort(), { author: 'ann' }).catch(() => {})
    await engine.close()
    const [, refused] = collector.named('upsert_memory')
    expect(refused).toMatchObject({ status: 0, attributes: { 'error.type': 'memory/exists' } })
    expect(collector.spans.every(({ status }) => status === 0)).toBe(true)
  })
})

describe('a place that does not take traces', () => {
  const MOODS = ['isFull', 'isFullForLong', 'isBroken', 'isDown', 'refusesKey', 'redirects'] as const

  it.each(MOODS)('%s: is told once, and costs no write', async (mood) => {
    const timing = new VirtualTiming()
    const { engine, traces, logged } = await open({ headers: 'x-key=tell-nobody' }, { timing })
    collector.be(moods[mood])
    for (let x = 0; x < 20; x++) await engine.memories.store(memory(x), 'ann')
    expect((await engine.memories.stats(N)).total).toBe(20)
    await engine.close()
    const [state] = traces.state().targets
    expect(state).toBeUndefined()
    expect(logged.filter((line) => line.startsWith('traces are not taken'))).toHaveLength(1)
    expect(logged.join()).not.toContain('tell-nobody')
    expect(timing.slept).toEqual(mood === 'isFull' ? [2000, 2000] : mood === 'isDown' ? [750, 1500] : [])
  })

  it('hangs: nobody waits for it longer than a moment at the end', async () => {
    const { engine } = await open()
    collector.be(moods.hangs)
    for (let x = 0; x < 5; x++) await engine.memories.store(memory(x), 'ann')
    const started = performance.now()
    await engine.close()
    expect(performance.now() - started).toBeLessThan(5000)
    expect(collector.asked).toHaveLength(1)
  })

  it('is not there: spans are lost, and that is told', async () => {
    const { url, name, stop } = await startCollector()
    await stop()
    const { engine, traces, logged } = await open({ endpoint: url }, { timing: new VirtualTiming() })
    for (let x = 0; x < 600; x++) await traces.around(write, async () => {})
    await expect.poll(() => traces.state().targets[0]?.lost).toBeGreaterThan(500)
    expect(traces.state().targets[0]?.problem).toBe(
      `${name} is not running: the connection was refused. Start it, or check telemetry.endpoint.`,
    )
    await engine.close()
    expect(logged).toHaveLength(1)
  })

  it('is slow: what finds no place in the queue is counted', async () => {
    collector.be(moods.hangs)
    const { engine, traces } = await open({}, { timing: new VirtualTiming() })
    for (let n = 0; n < 2100; n++) await traces.around(write, async () => {})
    const [state] = traces.state().targets
    expect(state).toMatchObject({ waiting: 2048, sent: 0, problem: null })
    // Making the namespace is no write, but has spans too.
    expect(state?.lost).toBeGreaterThanOrEqual(52)
    await engine.close()
  })

  it('takes a part, or takes them again: the state says so', async () => {
    const { traces, logged } = await tracesOf(configOf({ enabled: true, endpoint: collector.url }))
    const many = async () => {
      for (let n = 0; n < 512; n++) await traces.around(write, async () => {})
    }
    collector.be(moods.takesSome)
    await many()
    await expect.poll(() => traces.state().targets[0]?.sent).toBe(511)
    expect(traces.state().targets[0]).toMatchObject({
      lost: 1,
      waiting: 0,
      problem: `${collector.name} did not take 1 of 512 spans: one was too old`,
    })
    collector.be(moods.takes)
    await many()
    await expect.poll(() => traces.state().targets[0]?.sent).toBe(1023)
    expect(traces.state().targets[0]).toMatchObject({ problem: null, since: null })
    expect(logged.map((line) => line.split(' {')[0])).toEqual([
      'traces are not taken',
      'traces are taken again',
    ])
    await traces.close()
  })
})

describe('settings of traces', () => {
  it('send to Langfuse with its two keys, which may lie elsewhere', async () => {
    const telemetry = {
      enabled: true,
      langfuse_host: collector.url,
      langfuse_public: 'pk-lf-1',
      langfuse_secret: 'env:KEY_OF_LANGFUSE',
    }
    const secrets = { env: { KEY_OF_LANGFUSE: 'sk-lf-2' }, keychain: undefined }
    const concealed: string[] = []
    const { engine } = await openTraced(configOf(telemetry), {
      secrets,
      conceal: (secret) => void concealed.push(secret),
    })
    await engine.memories.store(memory(1), 'ann')
    await engine.recall.search(query, never(), { author: 'ann' })
    await engine.close()
    const [asked] = collector.asked
    expect(asked?.path).toBe('/api/public/otel/v1/traces')
    expect(asked?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('pk-lf-1:sk-lf-2').toString('base64')}`,
      'x-langfuse-ingestion-version': '4',
    })
    expect(concealed).toContain('sk-lf-2')
    expect(collector.named('search_memory')[0]?.attributes['langfuse.observation.type']).toBe('retriever')
  })

  it('read headers as OpenTelemetry does, and keep an address that is none from all but the state', async () => {
    const good = await tracesOf(configOf({ endpoint: collector.url, headers: 'X-Key=a%20b, other=1' }))
    const config = (telemetry: object) => configOf({ endpoint: collector.url, ...telemetry })
    expect(await good.traces.test(config({ headers: 'X-Key=a%20b, other=1' }))).toMatchObject([
      { kind: 'collector', name: collector.name, problem: null },
    ])
    expect(collector.asked[0]?.headers).toMatchObject({ 'x-key': 'a b', other: '1' })
    expect(collector.named('connection test')).toHaveLength(1)
    const problems = async (telemetry: object) =>
      (await good.traces.test(config(telemetry))).map(({ problem }) => problem)
    expect(await problems({ headers: 'sk-secret' })).toEqual([
      'telemetry.headers is to be name=value, with commas between.',
    ])
    expect(await problems({ headers: 'env:NOWHERE' })).toEqual([
      'The environment variable NOWHERE is to hold a secret, and is not there.',
    ])
    expect(await problems({ endpoint: 'http://collector.example:4318' })).toEqual([
      'telemetry.endpoint sends memories to collector.example:4318 in the clear; use https, or set telemetry.allow_insecure.',
    ])
    expect(await problems({ langfuse_public: 'pk' })).toEqual([null, 'telemetry.langfuse_secret is not set.'])
    collector.be(moods.refusesKey)
    expect(await problems({ headers: 'x=tell-nobody' })).toEqual([
      `${collector.name} does not let us in (401). Check telemetry.headers.`,
    ])
    await good.traces.close()
  })

  it('switch traces on and off while the engine runs', async () => {
    const { engine, traces } = await openTraced(configOf({ enabled: false }))
    await engine.memories.store(memory(1), 'ann')
    expect(traces.state()).toEqual({ enabled: false, targets: [] })
    await traces.use(configOf({ enabled: true, endpoint: collector.url }))
    await engine.memories.store(memory(2), 'ann')
    expect(traces.state()).toMatchObject({ enabled: true, targets: [{ kind: 'collector' }] })
    await traces.use(configOf({ enabled: false, endpoint: collector.url }))
    await engine.memories.store(memory(3), 'ann')
    await expect.poll(() => collector.named('upsert_memory').length).toBe(1)
    await engine.close()
  })

  it('load nothing of OpenTelemetry while traces are off', () => {
    const child = join(import.meta.dirname, 'off-child.ts')
    const { stdout, stderr } = spawnSync(process.execPath, [child], { encoding: 'utf8' })
    expect(stderr).toBe('')
    const [off, on] = JSON.parse(stdout) as [string[], string[]]
    expect(off).toEqual([])
    expect(on.length).toBeGreaterThan(3)
  })
})
