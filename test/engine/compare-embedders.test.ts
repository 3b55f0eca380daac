import { describe, expect, it } from 'vitest'
import { isError } from '#contract/errors'
import { fill, found, hashed, openSwitchWorld, over, type SwitchWorld, store } from './switch-world.ts'

const [OLD, NEW] = [16, 48]
const [OLD_ID, NEW_ID] = [OLD, NEW].map((dimension) => `hashing-${dimension}@1`) as [string, string]
const QUERY = 'amber number7'

const switched = async (): Promise<SwitchWorld & { readonly before: Map<number, number> }> => {
  const world = await openSwitchWorld()
  await world.engine.namespaces.create('a')
  await fill(world, 150)
  const before = await found(world, QUERY)
  await world.engine.embedders.change(hashed(NEW), 'test')
  await over(world)
  return { ...world, before }
}

describe('two embedders beside each other', () => {
  it('EMB-4 answers with the kept vectors of the embedder before, and with those in use by their name too', async () => {
    const world = await switched()
    const now = await found(world, QUERY)
    expect(now).not.toEqual(world.before)
    expect(await found(world, QUERY, OLD_ID)).toEqual(world.before)
    expect(await found(world, QUERY, NEW_ID)).toEqual(now)
    expect(await found(world, QUERY)).toEqual(now)
    expect(world.engine.embedder.id).toBe(NEW_ID)
  })

  it('EMB-4 has what was stored, changed and deleted since in the kept vectors too', async () => {
    const world = await switched()
    await found(world, QUERY, OLD_ID)
    await store(world, 500, QUERY)
    await store(world, 7, 'birch')
    await world.engine.memories.remove({ namespace: 'a', coordinates: [[8]] }, undefined, 'test')
    const answer = await found(world, QUERY, OLD_ID)
    expect(answer.get(500)).toBeCloseTo(1, 6)
    expect(answer.get(7)).toBeLessThan(0.9)
    expect(answer.has(8)).toBe(false)
    expect(answer.size).toBe(150)
  })

  it('EMB-4 refuses an embedder whose vectors nobody keeps, by name', async () => {
    const world = await switched()
    const refused = found(world, QUERY, 'hashing-9@1')
    await expect(refused).rejects.toSatisfy((error) => isError(error, 'embedder/not-kept'))
    await expect(refused).rejects.toThrow(OLD_ID)
    await world.engine.embedders.forget()
    const forgotten = found(world, QUERY, OLD_ID)
    await expect(forgotten).rejects.toSatisfy((error) => isError(error, 'embedder/not-kept'))
  })

  it('EMB-4 opens it once for many questions, and lets go of it after two minutes without one', async () => {
    const world = await switched()
    await world.engine.keepIndex()
    expect([...world.source.opened]).toEqual([NEW_ID])
    const answers = await Promise.all(Array.from({ length: 5 }, () => found(world, QUERY, OLD_ID)))
    for (const answer of answers) expect(answer).toEqual(world.before)
    world.time.elapsed += 119_000
    await world.engine.keepIndex()
    expect([...world.source.opened]).toContain(OLD_ID)
    world.time.elapsed += 2_000
    await world.engine.keepIndex()
    expect([...world.source.opened]).toEqual([NEW_ID])
    expect(await found(world, QUERY, OLD_ID)).toEqual(world.before)
    await world.engine.close()
    expect([...world.source.opened]).toEqual([])
  })

  it('EMB-4 goes back to an embedder that is being compared', async () => {
    const world = await switched()
    await found(world, QUERY, OLD_ID)
    await world.engine.embedders.undo('test')
    await over(world)
    expect(world.engine.embedder.id).toBe(OLD_ID)
    expect(await found(world, QUERY)).toEqual(world.before)
    expect(await found(world, QUERY, NEW_ID)).not.toEqual(world.before)
    expect(world.logged).toEqual([])
  })

  it('EMB-4 says why where the embedder before is out of reach, and tries anew the next time', async () => {
    const world = await switched()
    world.source.fault = new Error('nobody answers')
    const refused = found(world, QUERY, OLD_ID)
    await expect(refused).rejects.toSatisfy((error) => isError(error, 'embedder/unusable'))
    world.source.fault = null
    expect(await found(world, QUERY, OLD_ID)).toEqual(world.before)
  })
})
