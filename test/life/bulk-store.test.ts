import { describe, expect, it } from 'vitest'
import type { BulkItem, BulkOutcome } from '#contract/memories'
import { DEFAULT_GATE } from '#engine/gate/gate'
import { never } from '../recall/engine.ts'
import { A, type LifeWorld, openLife } from './world.ts'

const item = (x: number, extra: Partial<BulkItem> = {}): BulkItem => ({
  coordinate: [x],
  payload: JSON.stringify({ text: `memory number ${x} ${'abcdefghij'[x % 10]}` }),
  type: 'episodic',
  importance: 0,
  ifTaken: 'update',
  ...extra,
})
const bulk = ({ engine }: LifeWorld, items: BulkItem[], signal = never(), chunk = 10) =>
  engine.memories.storeBulk({ namespace: A, items, chunk }, 'ann', signal)
const all = async (stream: AsyncIterable<BulkOutcome>): Promise<BulkOutcome[]> => {
  const chunks: BulkOutcome[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return chunks
}

describe('bulk store', () => {
  it('MEM-11 stores a chunk a transaction, tells how far it is, and each chunk can be undone', async () => {
    const world = await openLife()
    const chunks = await all(
      bulk(
        world,
        Array.from({ length: 25 }, (_, x) => item(x)),
      ),
    )
    expect(chunks.map(({ done, total }) => [done, total])).toEqual([
      [10, 25],
      [20, 25],
      [25, 25],
    ])
    expect(new Set(chunks.map(({ seq }) => seq)).size).toBe(3)
    expect(chunks.flatMap(({ items }) => items.map(({ index }) => index))).toEqual([...Array(25).keys()])
    await world.engine.journal.undo(chunks[1]?.seq as number, 'ann')
    expect((await world.engine.memories.stats(A)).total).toBe(15)
  })

  it('MEM-11 says per item what happened, and one that is wrong keeps no other out', async () => {
    const world = await openLife({ gate: { ...DEFAULT_GATE, isOn: true, threshold: 0.2 } })
    await world.episode(5, 'it is here')
    const items = [
      item(1, { payload: '{"text":"quite new"}' }),
      item(2, { payload: '{"text":"quite new"}' }),
      item(3, { payload: '{"text":' }),
      item(4, { supersedes: [77] }),
      item(0, { coordinate: [5, 0], ifTaken: 'refuse' }),
      item(6, { force: true, payload: '{"text":"quite new"}' }),
    ]
    const [chunk] = await all(bulk(world, items))
    expect(chunk?.items).toMatchObject([
      { index: 0, is: 'stored', created: true },
      { index: 1, is: 'skipped' },
      { index: 2, is: 'refused', code: 'memory/payload-invalid' },
      { index: 3, is: 'refused', code: 'memory/not-found' },
      { index: 4, is: 'taken' },
      { index: 5, is: 'stored' },
    ])
    expect((await world.engine.memories.stats(A)).total).toBe(3)
  })

  it('MEM-11 can be cancelled between chunks; what was stored stays', async () => {
    const world = await openLife()
    const stop = new AbortController()
    const stream = bulk(
      world,
      Array.from({ length: 30 }, (_, x) => item(x)),
      stop.signal,
    )
    await stream.next()
    stop.abort(new Error('enough'))
    await expect(stream.next()).rejects.toThrow('enough')
    expect((await world.engine.memories.stats(A)).total).toBe(10)
  })

  it('MEM-11 takes the same coordinate twice as two versions, and an unknown namespace by its name', async () => {
    const world = await openLife()
    const [chunk] = await all(bulk(world, [item(1), item(1)]))
    expect(chunk?.items).toMatchObject([{ created: true }, { created: false, version: 2 }])
    const nowhere = world.engine.memories.storeBulk(
      { namespace: 'no', items: [item(1)], chunk: 1 },
      'ann',
      never(),
    )
    await expect(nowhere.next()).rejects.toMatchObject({ code: 'namespace/not-found' })
  })
})
