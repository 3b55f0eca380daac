import { describe, expect, it } from 'vitest'
import { type HookEvent, Veto } from '#engine/life/hooks'
import { never } from '../recall/engine.ts'
import { A, openLife } from './world.ts'

const EVENTS: readonly HookEvent[] = [
  'before_store',
  'after_store',
  'before_recall',
  'after_recall',
  'before_forget',
  'after_forget',
  'before_reflect',
  'after_reflect',
]
const query = { namespace: A, query: 'words', k: 3 } as never

const logging = () => {
  const lines: object[] = []
  const error = (_: string, details: object = {}): void => void lines.push(details)
  return { lines, log: { info: () => {}, warn: () => {}, error } }
}

describe('hooks', () => {
  it('LIFE-6 tell many listeners of an event in their order, before and after it', async () => {
    const world = await openLife()
    const heard: string[] = []
    for (const event of EVENTS) {
      for (const name of ['first', 'second'])
        world.engine.hooks.on(event, () => void heard.push(`${event} ${name}`))
    }
    const both = (subject: string) =>
      ['before', 'after'].flatMap((when) => ['first', 'second'].map((name) => `${when}_${subject} ${name}`))
    await world.episode(1, 'some words')
    await world.engine.recall.search(query, never())
    await world.engine.life.replay({ namespace: A, count: 1, by: 'uniform', seed: 1 })
    await world.engine.memories.remove({ namespace: A, coordinates: [[1, 0]] }, undefined, 'ann')
    expect(heard).toEqual(['store', 'recall', 'reflect', 'forget'].flatMap(both))
  })

  it('LIFE-6 log a listener that throws, and change nothing else', async () => {
    const { lines, log } = logging()
    const world = await openLife({ log } as never)
    const quiet = await openLife()
    for (const event of EVENTS) {
      world.engine.hooks.on(event, () => {
        throw new Error('broken')
      })
    }
    // After is too late for a veto: it is a fault like any other.
    world.engine.hooks.on('after_store', () => {
      throw new Veto('too late')
    })
    expect(await world.episode(1, 'some words')).toBe(await quiet.episode(1, 'some words'))
    const [left, right] = [
      await world.engine.recall.search(query, never()),
      await quiet.engine.recall.search(query, never()),
    ]
    expect(left).toEqual(right)
    expect(lines).toEqual([
      { event: 'before_store', reason: 'broken' },
      { event: 'after_store', reason: 'broken' },
      { event: 'after_store', reason: 'too late' },
      { event: 'before_recall', reason: 'broken' },
      { event: 'after_recall', reason: 'broken' },
    ])
  })

  it('LIFE-6 let a listener of before veto, with its reason, and nothing is written then', async () => {
    const world = await openLife()
    const end = world.engine.hooks.on('before_store', async ({ writes }) => {
      if (writes.some(({ payload }) => payload.includes('forbidden')))
        throw new Veto('that word is not allowed')
    })
    await expect(world.episode(1, 'a forbidden word')).rejects.toMatchObject({
      code: 'hook/vetoed',
      data: { event: 'before_store', reason: 'that word is not allowed' },
    })
    expect((await world.engine.memories.stats(A)).total).toBe(0)
    await world.episode(1, 'a fine word')
    end()
    await world.episode(2, 'a forbidden word')
    world.engine.hooks.on('before_forget', () => {
      throw new Veto('nothing is forgotten here')
    })
    const removing = world.engine.memories.remove({ namespace: A, coordinates: [[1, 0]] }, undefined, 'ann')
    await expect(removing).rejects.toMatchObject({ code: 'hook/vetoed' })
    expect((await world.engine.memories.stats(A)).total).toBe(2)
  })
})
