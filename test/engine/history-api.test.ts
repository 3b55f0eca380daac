import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppState } from '#api/app'
import { createHandlers } from '#api/index'
import type { StoreState } from '#contract/app'
import type { UndoItem } from '#contract/history'
import { contract, type SomaClient } from '#contract/index'
import { connect } from '#rpc/connect'
import { createMemoryPorts } from '#rpc/memory-port'
import { type Serving, serve } from '#rpc/serve'
import { type EngineInProcess, openEngineInProcess } from '../store/engine-in-process.ts'

const N = { namespace: 'n' }

describe('the journal over the contract', () => {
  let test: EngineInProcess
  let serving: Serving
  let client: SomaClient
  let store: StoreState = { state: 'ready' }
  beforeAll(async () => {
    test = await openEngineInProcess()
    const [near, far] = createMemoryPorts()
    const report = (error: unknown): void => {
      throw error
    }
    const state = { mode: 'on_demand', storeState: () => store } as unknown as AppState
    const handlers = createHandlers(test.engine, state)
    serving = serve(contract, handlers, far, { client: 'ann', checkOutputs: true, report })
    client = connect(contract, near)
    await test.engine.namespaces.create('n')
  })
  afterAll(async () => {
    await serving.close()
    await test.engine.close()
  })

  const put = (x: number, text: string) =>
    client.memories.store({ ...N, coordinate: [x], payload: JSON.stringify({ text }), ifTaken: 'update' })
  const all = async (items: AsyncIterable<UndoItem>) => {
    const found: UndoItem[] = []
    for await (const item of items) found.push(item)
    return found
  }

  it('MEM-10 lists, shows, plans, goes back and forth, and offers what is next', async () => {
    await put(1, 'one')
    await put(1, 'two')
    await client.links.put({ ...N, from: [1], to: [1], type: 'self' })
    await client.queries.save({ ...N, name: 'q', query: 'one', k: 5 })
    const { lines, present } = await client.changes.history(N)
    expect(lines.map(({ seq, kinds, state }) => [seq, kinds, state])).toEqual([
      [4, ['queries'], 'applied'],
      [3, ['links'], 'applied'],
      [2, ['memories'], 'applied'],
      [1, ['memories'], 'applied'],
    ])
    expect(present).toBe(4)
    const detail = await client.changes.detail({ seq: 2 })
    expect(detail).toMatchObject({
      memories: [
        { title: 'two', before: { payload: '{"text":"one"}' }, after: { payload: '{"text":"two"}' } },
      ],
      obstacle: null,
      inTheWayOf: [1],
    })
    expect(await client.changes.detail({ seq: 1 })).toMatchObject({
      obstacle: { reason: '(1) was changed again later, by change 2', change: 1, by: 2 },
    })
    expect(await client.changes.detail({ seq: 99 })).toBeNull()
    const point = { ...N, seq: 1 }
    const plan = await client.changes.planUndoTo(point)
    const counts = { undone: 3, redone: 0, memories: 1, links: 1, others: 1 }
    expect(plan).toMatchObject({ ...counts, authors: [{ author: 'ann', changes: 3 }], obstacle: null })
    const back = await all(client.changes.undoTo(point))
    expect(back.at(-1)).toEqual({ type: 'result', done: 3, total: 3, stopped: null })
    expect(await client.changes.next(N)).toMatchObject({ undo: { seq: 1 }, redo: { seq: 2 } })
    const made = back.flatMap((item) => (item.type === 'progress' ? item.made : []))
    expect((await all(client.changes.undoEach({ seqs: made }))).at(-1)).toMatchObject({ done: 3 })
    const after = await client.changes.history({ ...N, kind: 'memories', author: 'ann' })
    expect(after.lines).toMatchObject([
      { seq: 2, state: 'redone', settledBy: { author: 'ann' } },
      { seq: 1, state: 'applied', settledBy: null },
    ])
    expect(await client.changes.authors(N)).toEqual(['ann'])
  })

  it('MEM-10 plans while nothing may be written, and writes nothing then', async () => {
    store = { state: 'read-only', damaged: false, reason: 'a test', backup: null }
    const seq = await test.store.seq()
    expect(await client.changes.planUndoTo({ ...N, seq: 0 })).toMatchObject({ undone: 4, obstacle: null })
    await expect(all(client.changes.undoTo({ ...N, seq: 0 }))).rejects.toMatchObject({
      code: 'store/read-only',
    })
    await expect(client.changes.redo({ seq: 1 })).rejects.toMatchObject({ code: 'store/read-only' })
    expect(await test.store.seq()).toBe(seq)
  })

  it('refuses a coordinate without its namespace', async () => {
    await expect(client.changes.history({ coordinate: [1] })).rejects.toMatchObject({
      code: 'request/invalid',
    })
  })
})
