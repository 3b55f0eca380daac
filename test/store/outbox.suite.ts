import { expect, it } from 'vitest'
import type { OutboxFeed, OutboxPart } from '#engine/ports'
import { type Bench, DIMENSION, draft, EMBEDDER, patch, put, vector } from './store-bench.ts'

/** What a store still has to tell a second one (STO-5). */
export const outboxSuite = (bench: () => Bench): void => {
  /** Behind everything that others of the suite did. */
  const now = async () => ({ seq: await bench().store.seq(), key: 0xffff_ffff })
  const feed = (part: OutboxPart, limit = 100) => bench().store.outbox(EMBEDDER, part, limit)
  const told = ({ rows, vectors }: OutboxFeed) =>
    rows.map(({ coordinate, isThere, payload }, i) => [
      coordinate[0],
      isThere ? (JSON.parse(payload as string) as { text: string }).text : null,
      vectors[i * DIMENSION],
    ])
  const first = (x: number): number => vector(x)[0] as number
  const write = (name: string, x: number, text: string, hasVector = true) =>
    bench().store.commit(draft(name, [put(name, [x], { text }, {}, hasVector ? { vector: vector(x) } : {})]))

  it('STO-5 gives each memory once, as it is now, in the order of its last change', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const after = await now()
    for (const x of [1, 2, 3]) await write(a, x, `t${x}`)
    await write(a, 1, 'again')
    await store.commit(draft(a, [patch(a, [2], { deletedAt: 5 })]))
    const all = await feed({ after })
    expect(told(all)).toEqual([
      [3, 't3', first(3)],
      [1, 'again', first(1)],
      [2, null, 0],
    ])
    expect([all.complete, all.waiting.length]).toEqual([true, 0])
    const { id, version, seq } = all.rows[1] as OutboxFeed['rows'][number]
    expect({ id, version, seq }).toEqual({
      id: (await store.get(a, [1]))?.id,
      version: 2,
      seq: after.seq + 4,
    })
    expect(all.cursor).toEqual({ seq: after.seq + 5, key: await store.keyOf(a, [2]) })

    const parts: unknown[] = []
    for (let cursor = after, complete = false; !complete; ) {
      const some = await feed({ after: cursor }, 2)
      parts.push(...told(some))
      ;({ cursor, complete } = some)
    }
    expect(parts).toEqual(told(all))
    expect(told(await feed({ after: all.cursor }))).toEqual([])

    const b = await bench().namespace()
    await write(b, 9, 'of another')
    const { space } = await store.space(b)
    expect(told(await feed({ after, spaces: [space] }))).toEqual([[9, 'of another', first(9)]])
    const keys = Uint32Array.of((await store.keyOf(a, [3])) as number)
    expect(told(await feed({ keys }))).toEqual([[3, 't3', first(3)]])
  })

  it('STO-5 remembers how far each second store got, and who waits for a vector', async () => {
    const { store } = bench()
    const [a, target] = [await bench().namespace(), bench().name()]
    expect(await store.outboxMark(target)).toBeNull()
    await write(a, 0, 'before')
    const begun = await feed({ after: { seq: (await store.seq()) - 1, key: 0xffff_ffff } })
    await store.keepOutboxMark(target, begun)
    expect(await store.outboxMark(target)).toEqual({ cursor: begun.cursor, stamp: begun.stamp })
    expect(await store.outboxDepth(target)).toEqual({ count: 0, oldest: null })

    await write(a, 1, 'with')
    await store.commit(draft(a, [put(a, [2], { text: 'without' })], { at: 1500 }))
    expect(await store.outboxDepth(target)).toEqual({ count: 2, oldest: 1000 })
    const all = await feed({ after: begun.cursor })
    const key = (await store.keyOf(a, [2])) as number
    expect(told(all)).toEqual([
      [1, 'with', first(1)],
      [2, null, 0],
    ])
    expect([...all.waiting]).toEqual([key])
    await store.keepOutboxMark(target, all)
    await store.keepOutboxMark(target, all)
    expect(await store.outboxDepth(target)).toEqual({ count: 1, oldest: 1500 })
    expect(told(await feed({ waited: target }))).toEqual([])

    const { space } = await store.space(a)
    const lacking = await store.withoutVector(EMBEDDER, begun.cursor, 100)
    await store.putVectors(
      EMBEDDER,
      lacking.filter((one) => one.space === space),
      vector(2),
    )
    expect(told(await feed({ waited: target }))).toEqual([[2, 'without', first(2)]])
    expect(told(await feed({ waited: bench().name() }))).toEqual([])
    await store.dropOutboxWaiting(target, Uint32Array.of(key))
    expect(told(await feed({ waited: target }))).toEqual([])
    expect(await store.outboxDepth(target)).toEqual({ count: 0, oldest: null })
  })

  it('MEM-8 knows a mark of its own past from that of another', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    await write(a, 1, 'one')
    const { cursor, stamp } = await feed({ after: { seq: (await store.seq()) - 1, key: 0xffff_ffff } })
    expect(await store.isOutboxMark({ cursor, stamp })).toBe(true)
    expect(await store.isOutboxMark({ cursor, stamp: 'another' })).toBe(false)
    expect(await store.isOutboxMark({ cursor, stamp: null })).toBe(false)
    expect(await store.isOutboxMark({ cursor: { ...cursor, seq: cursor.seq + 1 }, stamp })).toBe(false)
  })

  it('MEM-13 lets one of several tell a second store, and another once that is silent', async () => {
    const { store } = bench()
    const target = bench().name()
    const hold = (holder: string, at: number, what = target) =>
      store.holdOutbox(what, { holder, now: at, until: at + 30 })
    expect(await hold('one', 1000)).toBe(true)
    expect(await hold('other', 1010)).toBe(false)
    expect(await hold('other', 1010, bench().name())).toBe(true)
    expect(await hold('one', 1020)).toBe(true)
    expect(await hold('other', 1049)).toBe(false)
    expect(await hold('other', 1051)).toBe(true)
    expect(await hold('one', 1052)).toBe(false)
    // It tells of nobody how far it got.
    expect(await store.outboxMark(target)).toBeNull()
  })

  it('STO-6 counts what a second store should have, by namespace and by id', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    for (const x of [1, 2, 3, 4]) await write(a, x, `t${x}`, x !== 4)
    await store.commit(draft(a, [patch(a, [3], { deletedAt: 5 })]))
    const { space } = await store.space(a)
    const own = (await store.outboxSpaces()).find((one) => one.space === space)
    expect(own).toEqual({ space, namespace: a, living: 3, madeAt: 1 })
    const ids = await store.outboxIds(EMBEDDER, space, '', 9)
    const wanted = await Promise.all([1, 2].map(async (x) => (await store.get(a, [x]))?.id))
    expect(ids.map(({ id }) => id)).toEqual(wanted.toSorted())
    const [head] = ids
    expect(await store.outboxIds(EMBEDDER, space, head?.id ?? '', 1)).toEqual(ids.slice(1))
    const { change } = await store.binNamespace(a, { at: 6, author: 'test' })
    expect((await store.outboxSpaces()).some((one) => one.space === space)).toBe(false)
    expect(change).not.toBeNull()
  })
}
