import { afterEach, describe, expect, it } from 'vitest'
import type { AppState } from '#api/app'
import { createHandlers } from '#api/index'
import type { StoreState } from '#contract/app'
import type { RunItem } from '#contract/golden'
import { contract, type SomaClient } from '#contract/index'
import type { Engine } from '#engine/index'
import { connect } from '#rpc/connect'
import { createMemoryPorts } from '#rpc/memory-port'
import { type Serving, serve } from '#rpc/serve'
import { openWithTexts, PLACE, star } from './golden.ts'

const READ_ONLY: StoreState = { state: 'read-only', damaged: false, reason: 'a test', backup: null }

const opened: { engine: Engine; serving: Serving }[] = []
afterEach(async () => {
  for (const { engine, serving } of opened.splice(0)) {
    await serving.close()
    await engine.close()
  }
})

/** The whole contract over a port, with every answer held against its schema. */
const open = async (): Promise<{ client: SomaClient; engine: Engine; lock: () => void }> => {
  const { engine } = await openWithTexts()
  let store: StoreState = { state: 'ready' }
  const state = { mode: 'on_demand', storeState: () => store } as unknown as AppState
  const [near, far] = createMemoryPorts()
  const report = (error: unknown): void => {
    throw error
  }
  const handlers = createHandlers(engine, state)
  const serving = serve(contract, handlers, far, { client: 'a test', checkOutputs: true, report })
  opened.push({ engine, serving })
  const lock = (): void => {
    store = READ_ONLY
  }
  return { client: connect(contract, near), engine, lock }
}

const reportOf = async (items: AsyncIterable<RunItem>) => {
  for await (const item of items) if (item.type === 'result') return item.report
  throw new Error('the run ended without a result')
}

const apple = { ...PLACE, query: 'apple' }

describe('golden sets over the contract', () => {
  it('QUAL-2 are starred, listed, run, shown and undone', async () => {
    const { client } = await open()
    const filter = { value: 'episodic', is: 'type' } as const
    const { seq, summary } = await client.golden.star({ ...apple, coordinate: [0], filter })
    expect(summary).toBe('Starred "red apple" for "apple" in "first"')
    // Trimmed, and its filter in any order of keys, it is the same query.
    const again = { ...PLACE, query: ' apple ', filter: { is: 'type', value: 'episodic' } as const }
    await client.golden.star({ ...again, coordinate: [4], grade: 3 })
    const { total, entries } = await client.golden.entries(PLACE)
    expect([total, entries[0]?.query, entries[0]?.filter]).toEqual([1, 'apple', again.filter])
    expect(entries[0]?.expected.map(({ title, grade }) => [title, grade])).toEqual([
      ['red apple', 1],
      ['green grass', 3],
    ])
    expect(await client.golden.starred({ namespace: 'n', query: 'apple', filter })).toHaveLength(2)
    expect(await client.golden.starred({ namespace: 'n', query: 'apple' })).toEqual([])
    const report = await reportOf(client.golden.run({ ...PLACE, k: 1, settings: { exact: true } }))
    expect(report.summary).toMatchObject({ k: 1, settings: { exact: true }, judged: 1 })
    expect(await client.golden.lastRun(PLACE)).toEqual(report)
    expect(await client.golden.runs(PLACE)).toEqual([{ run: report.run, ...report.summary }])
    expect(await client.golden.sets({ namespace: 'n' })).toMatchObject([
      { name: 'first', entries: 1, lastRun: { run: report.run } },
    ])
    const [line] = await client.changes.list({ namespace: 'n', limit: 1 })
    expect(line).toMatchObject({ action: 'star', author: 'a test', count: 1 })
    await expect(client.changes.undo({ seq })).rejects.toMatchObject({ code: 'change/not-undoable' })
    expect(await client.changes.undo({ seq: line?.seq as number })).toMatchObject({ count: 1 })
  })

  it('QUAL-2 come back from their export as they were, into any namespace', async () => {
    const { client, engine } = await open()
    await client.golden.star({ ...apple, coordinate: [0], grade: 2 })
    await client.golden.star({ ...apple, coordinate: [1], filter: { is: 'pinned', value: false } })
    await star(engine, 'עברית 🦉 "quoted"\n', 3)
    const { jsonl, entries } = await client.golden.export(PLACE)
    expect([entries, jsonl.trimEnd().split('\n').length]).toEqual([3, 3])
    await client.namespaces.create({ name: 'empty' })
    const there = { namespace: 'empty', set: 'copied' }
    expect(await client.golden.import({ ...there, jsonl })).toMatchObject({
      count: 4,
      imported: 3,
      skipped: 0,
      failed: [],
    })
    const copied = await client.golden.export(there)
    // A query is trimmed on its way in.
    expect(copied.jsonl).toBe(jsonl.replace('\\"quoted\\"\\n', '\\"quoted\\"'))
    const { entries: shown } = await client.golden.entries(there)
    expect(shown.flatMap(({ expected }) => expected.map(({ presence }) => presence))).toEqual([
      'absent',
      'absent',
      'absent',
    ])
    expect(await client.golden.import({ ...there, jsonl })).toMatchObject({
      count: 0,
      imported: 0,
      skipped: 3,
    })
  })

  it('QUAL-2 take the good lines of a file and list the bad ones', async () => {
    const { client } = await open()
    const lines = [
      '{"query":"one","expected":[{"coordinate":[1]}]}',
      'no json',
      '',
      '{"query":"  ","expected":[{"coordinate":[1]}]}',
      '{"query":"one","expected":[{"coordinate":[2],"grade":9}]}',
      '{"query":"one","expected":[]}',
      '{"query":"one","expected":[{"coordinate":[2],"grade":3},{"coordinate":[1]}]}',
      '[]',
    ]
    const { imported, skipped, failed } = await client.golden.import({ ...PLACE, jsonl: lines.join('\r\n') })
    expect([imported, skipped, failed.map(({ line }) => line)]).toEqual([2, 0, [2, 4, 5, 6, 8]])
    const { entries } = await client.golden.entries(PLACE)
    expect(entries.map(({ expected }) => expected.map((one) => [one.coordinate, one.grade]))).toEqual([
      [
        [[1], 1],
        [[2], 3],
      ],
    ])
    const nothing = await client.golden.import({ namespace: 'n', set: 'never', jsonl: '\n\n' })
    expect([nothing.count, (await client.golden.sets({ namespace: 'n' })).length]).toEqual([0, 1])
  })

  it('QUAL-2 hold 5,000 queries, and say so when there is no room', async () => {
    const { client } = await open()
    const line = (i: number) => JSON.stringify({ query: `q${i}`, expected: [{ coordinate: [0] }] })
    const jsonl = Array.from({ length: 5002 }, (_, i) => line(i)).join('\n')
    const { imported, failed } = await client.golden.import({ ...PLACE, jsonl })
    expect([imported, failed]).toEqual([
      5000,
      [5001, 5002].map((at) => ({ line: at, reason: 'the set is full' })),
    ])
    const full = { code: 'golden/full', data: { set: 'first', limit: 5000 } }
    await expect(client.golden.star({ ...apple, coordinate: [0] })).rejects.toMatchObject(full)
    // A query that is there takes more of what it expects.
    await client.golden.star({ ...PLACE, query: 'q7', coordinate: [1] })
    expect((await client.golden.entries({ ...PLACE, offset: 4999 })).total).toBe(5000)
    expect((await client.golden.remove(PLACE)).count).toBe(5001)
  })

  it('QUAL-2 run while the store is read-only, and nothing is kept or changed then', async () => {
    const { client, lock } = await open()
    await client.golden.star({ ...apple, coordinate: [0] })
    lock()
    const report = await reportOf(client.golden.run(PLACE))
    expect([report.run, report.summary.judged]).toEqual([null, 1])
    expect(await client.golden.runs(PLACE)).toEqual([])
    const refused = { code: 'store/read-only' }
    await expect(client.golden.star({ ...apple, coordinate: [1] })).rejects.toMatchObject(refused)
    await expect(client.golden.remove(PLACE)).rejects.toMatchObject(refused)
    await expect(client.queries.remove({ namespace: 'n', name: 'x' })).rejects.toMatchObject(refused)
  })

  it('name what is wrong', async () => {
    const { client } = await open()
    const other = { namespace: 'n', set: 'other' }
    const missing = { code: 'golden/not-found' }
    await expect(client.golden.entries(other)).rejects.toMatchObject(missing)
    await expect(client.golden.unstar({ ...other, query: 'x', coordinate: [1] })).rejects.toMatchObject(
      missing,
    )
    await expect(client.golden.remove(other)).rejects.toMatchObject(missing)
    await expect(client.golden.export(other)).rejects.toMatchObject(missing)
    await expect(reportOf(client.golden.run(other))).rejects.toMatchObject(missing)
    const nowhere = { ...apple, namespace: 'nowhere', coordinate: [0] }
    await expect(client.golden.star(nowhere)).rejects.toMatchObject({ code: 'namespace/not-found' })
    await expect(client.golden.star({ ...apple, coordinate: [77] })).rejects.toMatchObject({
      code: 'memory/not-found',
    })
    const invalid = { code: 'request/invalid' }
    await expect(client.golden.star({ ...apple, query: ' ', coordinate: [0] })).rejects.toMatchObject(invalid)
    await expect(client.golden.star({ ...apple, set: ' ', coordinate: [0] })).rejects.toMatchObject(invalid)
    await expect(client.golden.star({ ...apple, grade: 0, coordinate: [0] })).rejects.toMatchObject(invalid)
  })
})

describe('saved queries over the contract', () => {
  it('MEM-10 are saved, replaced, renamed and deleted, and all of it is undone', async () => {
    const { client } = await open()
    const { queries } = client
    const query = { namespace: 'n', name: ' mine ', query: 'apple', weights: { recency: 0.2 } }
    await queries.save(query)
    await expect(queries.save(query)).rejects.toMatchObject({ code: 'query/exists' })
    const replaced = await queries.save({ ...query, query: 'sky', k: 3, ifTaken: 'replace' })
    const renamed = await queries.rename({ namespace: 'n', name: 'mine', to: 'sky' })
    const removed = await queries.remove({ namespace: 'n', name: 'sky' })
    expect(await queries.list({ namespace: 'n' })).toEqual([])
    for (const { seq } of [removed, renamed, replaced]) await client.changes.undo({ seq })
    expect(await queries.list({ namespace: 'n' })).toEqual([
      { name: 'mine', query: 'apple', k: 10, weights: { recency: 0.2 }, createdAt: 1_700_000_000 },
    ])
    await expect(queries.remove({ namespace: 'n', name: 'sky' })).rejects.toMatchObject({
      code: 'query/not-found',
    })
  })
})
