import { describe, expect, it } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { found, hashed, openSwitchWorld, over, put, type SwitchWorld } from './switch-world.ts'

const vectorOf = async (text: string, dimension = 16): Promise<number[]> => [
  ...(await createHashingEmbedder(dimension).embed([text])),
]

const opened = async (): Promise<SwitchWorld> => {
  const world = await openSwitchWorld()
  await world.engine.namespaces.create('a')
  return world
}

const similarity = async (world: SwitchWorld, query: string) => (await found(world, query)).get(1)

describe('a memory under a vector of its own', () => {
  const own = async (world: SwitchWorld, text: string, payload = '{"text":"birch"}') =>
    world.engine.memories.store(
      { namespace: 'a', ...put(1, ''), payload, vector: await vectorOf(text) },
      'test',
    )

  it('EMB-6 is found by that vector, and by the words of its payload', async () => {
    const world = await opened()
    await own(world, 'amber')
    expect(await similarity(world, 'amber')).toBeCloseTo(1, 5)
    const { hits } = await world.engine.recall.search(
      { namespace: 'a', query: 'birch', k: 3 },
      new AbortController().signal,
    )
    expect(hits).toHaveLength(1)
  })

  it('EMB-6 may have nothing but the vector', async () => {
    const world = await opened()
    const receipt = await own(world, 'amber', '{}')
    expect(await similarity(world, 'amber')).toBeCloseTo(1, 5)
    expect((await world.engine.memories.get({ namespace: 'a', coordinate: [1] })).payload).toBe('{}')
    expect((await world.engine.journal.list({ limit: 1 }))[0]?.summary).toBe('Stored a vector')
    await world.engine.journal.undo(receipt.seq, 'test')
    expect(await similarity(world, 'amber')).toBeUndefined()
  })

  it('EMB-6 writes nothing where the length is another one', async () => {
    const world = await opened()
    const storing = world.engine.memories.store(
      { namespace: 'a', ...put(1, 'birch'), vector: [1, 0] },
      'test',
    )
    await expect(storing).rejects.toMatchObject({
      code: 'vector/dimension',
      data: { actual: 2, expected: 16, embedder: 'hashing-16@1' },
    })
    expect(await world.store.seq()).toBe(0)
  })

  it('EMB-6 keeps it while its text stays, gives it up with the text, and to another embedder', async () => {
    const world = await opened()
    await own(world, 'amber')
    const place = { namespace: 'a', coordinate: [1] }
    await world.engine.memories.update(place, { importance: 3 }, 'test')
    expect(await similarity(world, 'amber')).toBeCloseTo(1, 5)
    await world.engine.embedders.change(hashed(48), 'test')
    await over(world)
    expect(await similarity(world, 'birch')).toBeCloseTo(1, 5)
    await world.engine.embedders.undo('test')
    await over(world)
    expect(await similarity(world, 'amber')).toBeCloseTo(1, 5)
    await world.engine.memories.update(place, { payload: '{"text":"coral"}' }, 'test')
    expect(await similarity(world, 'coral')).toBeCloseTo(1, 5)
  })
})
