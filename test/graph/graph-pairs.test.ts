import { describe, expect, it } from 'vitest'
import { openEngineInProcess } from '../store/engine-in-process.ts'

const never = new AbortController().signal

/** Memories whose vectors are given, on a circle: the cosine of two is that of the angle between them. */
const circle = async (angles: readonly number[], links: readonly (readonly [number, number])[]) => {
  const test = await openEngineInProcess({ dimension: 2 })
  const { engine } = test
  await engine.namespaces.create('n')
  for (const [i, angle] of angles.entries()) {
    const vector = [Math.cos(angle), Math.sin(angle)]
    const memory = { namespace: 'n', coordinate: [i], payload: `{"title":"T${i}"}`, vector }
    await engine.memories.store({ ...memory, type: 'episodic', importance: 0, ifTaken: 'update' }, 'test')
  }
  for (const [from, to] of links) {
    await engine.links.put(
      { namespace: 'n', from: [from], to: [to], type: 'a', weight: 1, note: null },
      'test',
    )
  }
  return test
}

const last = async <T>(items: AsyncIterable<T>): Promise<T> => {
  let kept: T | undefined
  for await (const item of items) kept = item
  return kept as T
}

const NEAR = { namespace: 'n', limit: 10, minSimilarity: 0.9, hops: 2, sample: 100, seed: 1 }

describe('where meaning and links disagree', () => {
  it('LNK-6 names what is near and joined by no short way, the nearest first, with the hops of the long way', async () => {
    // 0, 1, 2, 3 lie close; 0-1 are linked, 0-2 by two hops, 0-3 by three, 4 is far and 5 unlinked beside 4.
    const { engine } = await circle(
      [0, 0.01, 0.03, 0.07, 1.5, 1.6],
      [
        [0, 1],
        [2, 1],
        [2, 3],
        [3, 4],
      ],
    )
    const found = await last(engine.graph.pairs.nearUnlinked(NEAR, never))
    expect(found).toMatchObject({ done: 6, total: 6, of: 6, isComplete: true })
    expect(found.pairs.map(({ a, b, hops }) => [a.title, b.title, hops])).toEqual([
      ['T0', 'T3', 3],
      ['T4', 'T5', null],
    ])
    expect(found.pairs[0]?.similarity).toBeCloseTo(Math.cos(0.07))
    const wider = await last(engine.graph.pairs.nearUnlinked({ ...NEAR, hops: 3 }, never))
    expect(wider.pairs.map(({ a, b }) => [a.title, b.title])).toEqual([['T4', 'T5']])
    await engine.close()
  })

  it('LNK-6 names links between what means different things, the farthest first', async () => {
    const { engine } = await circle(
      [0, 0.1, 1.5, 3],
      [
        [0, 1],
        [0, 2],
        [3, 0],
      ],
    )
    const query = { namespace: 'n', limit: 10, maxSimilarity: 0.2, sample: 100, seed: 1 }
    const found = await last(engine.graph.pairs.linkedFar(query, never))
    expect(found.pairs.map(({ a, b, type }) => [a.title, b.title, type])).toEqual([
      ['T3', 'T0', 'a'],
      ['T0', 'T2', 'a'],
    ])
    const none = await last(engine.graph.pairs.linkedFar({ ...query, types: ['b'] }, never))
    expect(none).toMatchObject({ of: 0, isComplete: true, pairs: [] })
    await engine.close()
  })

  it('LNK-6 looks at a sample that the seed draws, tells of it on the way, and can be given up', async () => {
    const angles = Array.from({ length: 120 }, (_, i) => i * 0.02)
    const { engine } = await circle(angles, [])
    const query = { ...NEAR, sample: 70, limit: 5 }
    const [one, same] = await Promise.all([
      last(engine.graph.pairs.nearUnlinked(query, never)),
      last(engine.graph.pairs.nearUnlinked(query, never)),
    ])
    expect(same).toEqual(one)
    expect(one).toMatchObject({ total: 70, of: 120 })
    const aborter = new AbortController()
    const items = engine.graph.pairs.nearUnlinked(query, aborter.signal)
    expect((await items.next()).value).toMatchObject({ done: 32, isComplete: false })
    aborter.abort(new Error('enough'))
    await expect(items.next()).rejects.toThrow('enough')
    await engine.close()
  })

  it('LNK-6 does not name a pair again that was dismissed, until it is undone or brought back', async () => {
    const { engine } = await circle(
      [0, 0.01, 1.5, 1.51],
      [
        [0, 2],
        [1, 3],
      ],
    )
    const { pairs, dismissed } = engine.graph
    const near = async () => {
      const found = await last(pairs.nearUnlinked({ ...NEAR, hops: 1 }, never))
      return found.pairs.map(({ a, b }) => [a.title, b.title])
    }
    const far = async () => {
      const query = { namespace: 'n', limit: 10, maxSimilarity: 0.5, sample: 100, seed: 1 }
      return (await last(pairs.linkedFar(query, never))).pairs.map(({ a, b }) => [a.title, b.title])
    }
    const both = [
      ['T0', 'T1'],
      ['T2', 'T3'],
    ]
    expect((await near()).sort()).toEqual(both)
    const { seq } = await dismissed.put('n', { list: 'near', a: [1], b: [0] }, 'test')
    expect(await near()).toEqual([['T2', 'T3']])
    // Of the other list nothing was said.
    expect(await far()).toHaveLength(2)
    await dismissed.put('n', { list: 'far', a: [0], b: [2] }, 'test')
    expect(await far()).toEqual([['T1', 'T3']])
    expect(await dismissed.count('n')).toEqual({ near: 1, far: 1 })
    await engine.journal.undo(seq, 'test')
    expect((await near()).sort()).toEqual(both)
    await dismissed.put('n', { list: 'near', a: [0], b: [1] }, 'test')
    await dismissed.put('n', { list: 'near', a: [0], b: [1] }, 'test')
    expect(await dismissed.count('n')).toEqual({ near: 1, far: 1 })
    await dismissed.clear('n', 'near', 'test')
    expect(await dismissed.count('n')).toEqual({ near: 0, far: 1 })
    expect((await near()).sort()).toEqual(both)
    await expect(dismissed.put('n', { list: 'near', a: [0], b: [9] }, 'test')).rejects.toMatchObject({
      code: 'memory/not-found',
    })
    await engine.close()
  })

  it('LNK-6 the nearest of some memories come as pairs, each once', async () => {
    const { engine } = await circle([0, 0.1, 1.5, 1.55], [])
    const query = { namespace: 'n', coordinates: [[0], [1], [2], [9]], k: 1, minSimilarity: 0.5 }
    const pairs = await engine.graph.pairs.nearest(query, never)
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([
      [[0], [1]],
      [[2], [3]],
    ])
    await engine.close()
  })

  it('LNK-1 links that were removed are known with when they were there', async () => {
    const { engine, store, time } = await circle([0, 1, 2], [[0, 1]])
    const made = time.now
    time.now += 100
    await engine.links.remove({ namespace: 'n', from: [0], to: [1], type: 'a' }, 'test')
    const gone = { from: [0], to: [1], type: 'a', weight: 1, createdAt: made, removedAt: made + 100 }
    expect(await store.removedLinks('n', made, 10)).toEqual({ total: 1, links: [gone] })
    expect(await store.removedLinks('n', made + 100, 10)).toEqual({ total: 0, links: [] })
    await engine.close()
  })
})
