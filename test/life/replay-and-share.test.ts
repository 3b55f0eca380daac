import { describe, expect, it } from 'vitest'
import type { ReplayQuery, ShareInput } from '#contract/life'
import { DEFAULT_GATE } from '#engine/gate/gate'
import { A, EVERYTHING, type LifeWorld, openLife } from './world.ts'

const B = 'team'
const replay = async ({ engine }: LifeWorld, extra: Partial<ReplayQuery> = {}) => {
  const query = { namespace: A, count: 5, by: 'uniform', seed: 1, ...extra } as const
  const { memories, seed } = await engine.life.replay(query)
  return {
    seed,
    texts: memories.map(({ text }) => text),
    saliences: memories.map(({ salience }) => salience),
  }
}

describe('replay', () => {
  it('LIFE-5 gives the same sample for the same seed, another for another, and nothing twice', async () => {
    const world = await openLife()
    for (let x = 0; x < 40; x++) await world.episode(x, `episode ${x}`)
    const first = await replay(world)
    expect(first.texts).toHaveLength(5)
    expect(new Set(first.texts).size).toBe(5)
    expect(await replay(world)).toEqual(first)
    expect((await replay(world, { seed: 2 })).texts).not.toEqual(first.texts)
    const { seed } = await replay(world, { seed: undefined })
    expect(Number.isInteger(seed)).toBe(true)
  })

  it('LIFE-5 by salience draws what matters more often, and obeys a filter', async () => {
    const world = await openLife()
    for (let x = 0; x < 40; x++)
      await world.episode(x, `${x}`, { importance: x < 10 ? 9 : -9, timestamp: 1000 })
    let heavy = 0
    for (let seed = 0; seed < 40; seed++) {
      const { texts } = await replay(world, { by: 'salience', seed, count: 4 })
      heavy += texts.filter((text) => Number(text) < 10).length
    }
    expect(heavy / 160).toBeGreaterThan(0.95)
    const filter = { is: 'importance', max: 0 } as const
    expect((await replay(world, { filter, count: 100 })).texts).toHaveLength(30)
    expect((await replay(world, { filter: { is: 'tag', value: 'none' } })).texts).toEqual([])
  })

  it('REC-6 does not count as use', async () => {
    const world = await openLife()
    await world.episode(1, 'once')
    await replay(world)
    await world.engine.flushTouches()
    expect(await world.engine.memories.get({ namespace: A, coordinate: [1, 0] })).toMatchObject({
      accessCount: 0,
    })
  })
})

describe('share', () => {
  const opened = async (options = {}): Promise<LifeWorld> => {
    const world = await openLife(options)
    await world.engine.namespaces.create(B)
    for (let x = 0; x < 4; x++)
      await world.episode(x, `episode number ${x}`, { importance: x, pinned: x === 1, force: true })
    const link = { type: 'next', weight: 2, note: 'why' }
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 3],
    ] as const) {
      await world.engine.links.put({ namespace: A, from: [from, 0], to: [to, 0], ...link }, 'ann')
    }
    return world
  }
  const share = ({ engine }: LifeWorld, extra: Partial<ShareInput> = {}) =>
    engine.life.share(
      {
        namespace: A,
        to: B,
        ifTaken: 'skip',
        gate: 'bypass',
        links: true,
        coordinates: [
          [0, 0],
          [1, 0],
          [2, 0],
        ],
        ...extra,
      },
      'ann',
    )
  const linksIn = async ({ engine }: LifeWorld, namespace: string, places: number[]): Promise<string[]> => {
    const all: string[] = []
    for (const x of places) {
      const { links } = await engine.links.of(namespace, [x, 0], 100)
      for (const { direction, type, weight, note, memory } of links) {
        if (direction === 'out') all.push(`${x} ${type} ${weight} ${note} ${memory.coordinate[0]}`)
      }
    }
    return all.sort()
  }

  it('LIFE-5 copies memories as they are, with the links between those that are copied, in one change that can be undone', async () => {
    const world = await opened()
    const done = await share(world)
    expect(done).toMatchObject({ copied: 3, taken: [], stopped: 0, links: 2 })
    const copy = await world.engine.memories.get({ namespace: B, coordinate: [1, 0] })
    const source = await world.engine.memories.get({ namespace: A, coordinate: [1, 0] })
    const { payload, type, importance, timestamp, pinned } = source
    expect(copy).toMatchObject({ payload, type, importance, timestamp, pinned, version: 1 })
    expect(await linksIn(world, B, [0, 1, 2])).toEqual(['0 next 2 why 1', '1 next 2 why 2'])
    expect(await linksIn(world, A, [0, 1, 2, 3])).toHaveLength(3)
    await world.engine.journal.undo(done.seq, 'ann')
    expect((await world.engine.memories.stats(B)).total).toBe(0)
  })

  it('LIFE-5 copies by a filter, and without links where they are not wanted', async () => {
    const world = await opened()
    const filter = { is: 'importance', min: 2 } as const
    expect(await share(world, { coordinates: undefined, filter, links: false })).toMatchObject({
      copied: 2,
      links: 0,
    })
    expect(await share(world, { coordinates: undefined, filter: EVERYTHING })).toMatchObject({
      copied: 2,
      links: 1,
    })
  })

  it('LIFE-5 leaves alone what is at the place there, or makes a new version of it', async () => {
    const world = await opened()
    await world.engine.memories.store(
      {
        namespace: B,
        coordinate: [1, 0],
        payload: '{"text":"theirs"}',
        type: 'semantic',
        importance: 0,
        ifTaken: 'update',
      },
      'bob',
    )
    const first = await share(world)
    expect(first).toMatchObject({ copied: 2, taken: [[1, 0]], links: 0 })
    expect(await world.engine.memories.get({ namespace: B, coordinate: [1, 0] })).toMatchObject({
      text: 'theirs',
    })
    const second = await share(world, { ifTaken: 'update' })
    expect(second.copied).toBe(3)
    expect(await world.engine.memories.get({ namespace: B, coordinate: [1, 0] })).toMatchObject({
      version: 2,
    })
  })

  it('LIFE-5 asks the gate there where it is told to, and passes it by else', async () => {
    const gate = { ...DEFAULT_GATE, isOn: true, threshold: 0.9 }
    const world = await opened({ gate })
    const coordinates = [0, 1, 2, 3].map((x) => [x, 0])
    const asked = await share(world, { gate: 'respect', coordinates: [...coordinates, ...coordinates] })
    expect(asked.copied + asked.stopped).toBe(4)
    expect(asked.stopped).toBeGreaterThan(0)
    const passed = await share(world, { coordinates, ifTaken: 'update' })
    expect(passed).toMatchObject({ copied: 4, stopped: 0 })
  })

  it("EMB-6 LIFE-5 takes vectors along, so that one of the caller's own is found there too", async () => {
    const world = await opened()
    const vector = Array.from({ length: 64 }, (_, i) => (i === 7 ? 1 : 0))
    const own = {
      namespace: A,
      coordinate: [50],
      payload: '{}',
      type: 'semantic',
      importance: 0,
      vector,
    } as const
    await world.engine.memories.store({ ...own, coordinate: [50], vector, ifTaken: 'update' }, 'ann')
    await share(world, { coordinates: [[50], [0, 0]] })
    const { space } = await world.store.space(B)
    const found = await world.index.search({ space, vector: Float32Array.from(vector), k: 1 })
    expect(found.scores[0]).toBeCloseTo(1, 5)
    expect([...found.keys]).toEqual([await world.store.keyOf(B, [50])])
  })

  it('LIFE-5 names a memory that is not there', async () => {
    const world = await opened()
    await expect(share(world, { coordinates: [[77]] })).rejects.toMatchObject({ code: 'memory/not-found' })
    await expect(share(world, { to: 'nowhere' })).rejects.toMatchObject({ code: 'namespace/not-found' })
  })
})
