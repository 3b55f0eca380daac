import { afterEach, describe, expect, it } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { DEFAULT_GATE } from '#engine/gate/gate'
import { Metrics } from '#hosts/metrics/metrics'
import { never, openTestEngine, type TestEngine } from '../recall/engine.ts'
import { readExposition, type Sample } from './exposition.ts'
import { startHost, TOKEN } from './http-fixture.ts'

const N = 'agents'
let test: TestEngine | undefined
afterEach(async () => {
  await test?.engine.close()
  test = undefined
})

const openMeasured = async (options: Parameters<typeof openTestEngine>[1] = {}) => {
  const metrics = new Metrics({ process: false })
  test = await openTestEngine(createHashingEmbedder(32), options, { observer: metrics })
  const { engine } = test
  metrics.index = () => engine.indexStats()
  await engine.namespaces.create(N)
  const samples = async () => readExposition(await metrics.text())
  /** Of a family, each series with something in it. */
  const counts = async (name: string) =>
    Object.fromEntries(
      (await samples())
        .filter((one) => one.name === `soma_${name}` && one.value > 0)
        .map(({ labels, value }) => [seriesOf(labels), value]),
    )
  return { engine, metrics, samples, counts }
}

const seriesOf = (labels: Sample['labels']): string => Object.values(labels).join(' ')

const memory = (x: number, text = `a heron at pond ${x}`, namespace = N) => ({
  namespace,
  coordinate: [x],
  payload: JSON.stringify({ text }),
  type: 'episodic' as const,
  importance: 0,
  ifTaken: 'update' as const,
})

describe('metrics', () => {
  it('count each operation once, however it comes', async () => {
    const { engine, counts } = await openMeasured()
    const { memories, recall, journal } = engine
    await memories.store(memory(1), 'ann')
    await memories.store(memory(1), 'ann')
    await memories.store({ ...memory(1), ifTaken: 'refuse' }, 'ann').catch(() => {})
    await memories.store({ ...memory(2), payload: 'no json' }, 'ann').catch(() => {})
    const items = [3, 4, 5].map((x) => memory(x))
    const bulk = { namespace: N, items, chunk: 2 }
    for await (const _ of memories.storeBulk(bulk as never, 'ann', never()));
    expect(await counts('memory_store_total')).toEqual({ 'agents stored': 5, 'agents failed': 2 })
    expect(await counts('memory_store_latency_seconds_count')).toEqual({ one: 4, many: 2 })

    const { seq } = await memories.remove({ namespace: N, coordinates: [[1], [3], [404]] }, undefined, 'ann')
    await journal.undo(seq, 'ann')
    await memories.remove({ namespace: N, coordinates: [[1]] }, undefined, 'ann')
    await engine.bin.purge(N, [[1]], 'ann')
    expect(await counts('memory_delete_total')).toEqual({
      'agents deleted': 3,
      'agents missing': 1,
      'agents purged': 1,
    })
    expect(await counts('memory_delete_latency_seconds_count')).toEqual({ '': 2 })

    const query = { namespace: N, query: 'heron', k: 3 }
    await recall.batch([query, query], never(), { author: 'ann' })
    await recall.search(query, never())
    await recall.search({ ...query, namespace: 'none' }, never(), { author: 'ann' }).catch(() => {})
    await recall.search(query, AbortSignal.abort(), { author: 'ann' }).catch(() => {})
    const recalls = await counts('memory_recall_total')
    expect(recalls).toMatchObject({ 'agents answered': 2, 'none failed': 1 })
    expect(await counts('memory_recall_latency_seconds_count')).toEqual({ '': 2 })
    expect(await counts('index_candidates_count')).toEqual({ keyword: 2, vector: 2, graph: 2 })
    expect(await counts('index_vectors')).toEqual({ '': 3 })
  })

  it('GATE-1 count what the gate said, and why it let pass', async () => {
    const gate = { ...DEFAULT_GATE, isOn: true, threshold: 0.3 }
    const { engine, counts } = await openMeasured({ gate })
    await engine.memories.store(memory(1, 'a heron'), 'ann')
    const stopped = await engine.memories.store(memory(2, 'a heron'), 'ann')
    await engine.memories.store({ ...memory(3, 'a heron'), force: true }, 'ann')
    expect(await counts('gate_decisions_total')).toEqual({
      'agents new': 1,
      'agents stopped': 1,
      'agents forced': 1,
    })
    expect(await counts('memory_store_total')).toEqual({ 'agents stored': 2, 'agents skipped': 1 })
    if (stopped.stored) throw new Error('it was stored')
    await engine.inbox.storeAnyway({ namespace: N, entry: stopped.entry }, 'ann')
    expect(await counts('gate_decisions_total')).toMatchObject({ 'agents from-inbox': 1 })
  })

  it('DEC-6 count what made room', async () => {
    const { engine, counts } = await openMeasured({ decay: { limit: 2 } })
    for (let x = 0; x < 5; x++) await engine.memories.store(memory(x), 'ann')
    expect(await counts('memory_eviction_total')).toEqual({ agents: 3 })
  })

  it('time every call of a store, from 50 microseconds on, and count those that fail', async () => {
    const { engine, metrics, counts, samples } = await openMeasured()
    await engine.memories.store(memory(1), 'ann')
    await engine.memories.get({ namespace: N, coordinate: [404] }).catch(() => {})
    const calls = await counts('store_call_latency_seconds_count')
    expect(calls).toMatchObject({ 'memories commit': 1, 'memories createNamespace': 1 })
    expect(Object.keys(calls).some((call) => call.startsWith('vectors '))).toBe(true)
    expect(await counts('store_call_errors_total')).toEqual({})
    metrics.note({ is: 'call', store: 'memories', call: 'commit', took: 0.2, failed: true })
    expect(await counts('store_call_errors_total')).toEqual({ 'memories commit': 1 })
    const bounds = (await samples())
      .filter(({ labels }) => labels.call === 'commit')
      .map(({ labels }) => labels.le)
    expect(bounds[0]).toBe('0.00005')
  })

  it('STO-5 tell how the stores are and what waits for them, and nothing of one that is not used', async () => {
    const { metrics, samples } = await openMeasured()
    const found = async () =>
      Object.fromEntries(
        (await samples())
          .filter(({ name }) => /^soma_(store_up|outbox_)/.test(name))
          .map(({ name, labels, value }) => [`${name} ${labels.store}`, value]),
      )
    expect(await found()).toEqual({})
    const qdrant = { kind: 'qdrant', state: 'unreachable', pending: 7, oldest: 1000 } as const
    metrics.stores = async () => ({ memories: true, vectors: qdrant, now: 1012.5 })
    expect(await found()).toEqual({
      'soma_store_up memories': 1,
      'soma_store_up qdrant': 0,
      'soma_outbox_depth qdrant': 7,
      'soma_outbox_age_seconds qdrant': 12.5,
    })
    expect((await metrics.increments()).gauges).toMatchObject({ outbox: { last: 7 } })
    metrics.stores = async () => ({ memories: false, vectors: null, now: 1020 })
    expect(await found()).toEqual({ 'soma_store_up memories': 0 })
    expect((await metrics.increments()).gauges).not.toHaveProperty('outbox')
    metrics.stores = () => Promise.reject(new Error('the file is gone'))
    expect(await found()).toEqual({})
  })

  it('tell so many namespaces apart and no more', async () => {
    const metrics = new Metrics({ process: false })
    const purge = (namespace: string) =>
      metrics.note({ is: 'purge', namespace, author: 'ann', at: 0, count: 1 })
    for (let n = 0; n < 80; n++) purge(`n${n}`)
    purge('n7')
    const found = readExposition(await metrics.text()).filter(
      ({ name }) => name === 'soma_memory_delete_total',
    )
    expect(found).toHaveLength(51)
    expect(found.find(({ labels }) => labels.namespace === 'other')?.value).toBe(30)
    expect(found.find(({ labels }) => labels.namespace === 'n7')?.value).toBe(2)
  })

  it('count what other processes did, once, by what the journal says', async () => {
    const { metrics, counts } = await openMeasured()
    const change = {
      seq: 1,
      namespace: N,
      at: 0,
      author: 'cli',
      summary: '',
      reason: null,
      count: 7,
      undoes: null,
      undoneBy: null,
    }
    for (const action of ['store', 'delete', 'decay', 'evict', 'update', 'gate_skip']) {
      metrics.note({ is: 'others-change', change: { ...change, action } as never, memories: 7 })
    }
    expect(await counts('memory_store_total')).toEqual({ 'agents stored': 7, 'agents skipped': 1 })
    expect(await counts('memory_delete_total')).toEqual({ 'agents deleted': 7 })
    expect(await counts('memory_decay_total')).toEqual({ agents: 7 })
    expect(await counts('memory_eviction_total')).toEqual({ agents: 7 })
  })
})

describe('/metrics', () => {
  it('asks for the token, unless it is open to this computer, and tells of the process too', async () => {
    const source = new Metrics({ process: true })
    const shut = await startHost({ metrics: { source, isOpen: false } })
    const open = await startHost({ metrics: { source, isOpen: true } })
    const without = await startHost()
    const bearer = { authorization: `Bearer ${TOKEN}` }
    try {
      expect((await shut.get('/metrics')).status).toBe(401)
      expect((await shut.get('/metrics', { authorization: 'Bearer wrong-token-wrong' })).status).toBe(403)
      const { status, headers, body } = await shut.get('/metrics', bearer)
      expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
      const names = new Set(readExposition(body).map(({ name }) => name))
      expect(names).toContain('soma_process_resident_memory_bytes')
      expect(names).toContain('soma_nodejs_eventloop_lag_seconds')
      expect((await open.get('/metrics')).status).toBe(200)
      // A page that calls itself by another name is turned away all the same.
      expect((await open.get('/metrics', { host: 'evil.example' })).status).toBe(403)
      expect((await open.get('/metrics', { origin: 'https://evil.example' })).status).toBe(403)
      expect((await without.get('/metrics', bearer)).status).toBe(404)
    } finally {
      await Promise.all([shut, open, without].map((host) => host.stop()))
    }
  })
})
