import { afterEach, beforeEach, expect, it } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { MemoryStore } from '#engine/ports'
import { openTestEngine, storeTexts, type TestEngine } from '../recall/engine.ts'

const A = 'agents'
const places = (...axes: number[]) => ({ namespace: A, coordinates: axes.map((x) => [x]) })

let test: TestEngine
beforeEach(async () => {
  test = await openTestEngine(createHashingEmbedder(16))
  await storeTexts(test, A, ['tea', 'milk', 'bread'])
})
afterEach(() => test.engine.close())

const said = async () => (await test.engine.journal.list({ limit: 1 }))[0]
const remove = (...axes: number[]) => test.engine.memories.remove(places(...axes), undefined, 'ann')
const restore = (...axes: number[]) => test.engine.memories.restore(places(...axes), undefined, 'ann')
const rate = (importance: number, ...axes: number[]) =>
  test.engine.memories.updateMany(places(...axes), { importance }, undefined, 'ann')

it('MEM-9 says how many memories were there to delete and to bring back', async () => {
  expect(await remove(0, 1, 8, 9)).toMatchObject({ count: 2 })
  expect(await said()).toMatchObject({ summary: 'Deleted 2 memories', count: 2 })
  expect(await remove(0, 2, 2)).toMatchObject({ count: 1 })
  expect(await said()).toMatchObject({ summary: 'Deleted "bread"', count: 1 })
  expect(await restore(0, 1, 7)).toMatchObject({ count: 2 })
  expect(await said()).toMatchObject({ summary: 'Restored 2 memories', count: 2 })
  const before = await said()
  expect(await remove(2, 9)).toEqual({ seq: 0, count: 0 })
  expect(await said()).toEqual(before)
})

it('MEM-9 counts those that are changed, not those that were so already', async () => {
  await rate(3, 0)
  expect(await rate(3, 0, 1, 2, 9)).toMatchObject({ count: 2 })
  expect(await said()).toMatchObject({ summary: 'Changed importance of 2 memories', count: 2 })
})

/** Deletes through a store in which somebody else is quicker so many times. */
const whileOthersWrite = async (times: number): Promise<void> => {
  const { commit } = test.store
  let left = times
  const raced: MemoryStore['commit'] = async (draft) => {
    if (draft.action !== 'delete' || left-- === 0) return commit(draft)
    ;(test.store as { commit: MemoryStore['commit'] }).commit = commit
    await rate(left + 10, 0)
    ;(test.store as { commit: MemoryStore['commit'] }).commit = raced
    return commit(draft)
  }
  ;(test.store as { commit: MemoryStore['commit'] }).commit = raced
}

it('MEM-13 says it right though somebody wrote in between, and names no number where they do not stop', async () => {
  await whileOthersWrite(1)
  expect(await remove(0, 1, 9)).toMatchObject({ count: 2 })
  expect(await said()).toMatchObject({ summary: 'Deleted 2 memories', count: 2 })
  await restore(0, 1)
  await whileOthersWrite(1000)
  expect(await remove(0, 1, 9)).toMatchObject({ count: 2 })
  expect(await said()).toMatchObject({ summary: 'Deleted memories', count: 2 })
})
