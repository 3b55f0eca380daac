import { describe, expect, it } from 'vitest'
import type { RememberInput } from '#contract/memories'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { DEFAULT_GATE } from '#engine/gate/gate'
import { openTestEngine, storeTexts, type TestEngine } from '../recall/engine.ts'
import { openEngineInProcess } from '../store/engine-in-process.ts'

const A = 'agents'
const saying = (text: string, extra: Partial<RememberInput> = {}): RememberInput => ({
  namespace: A,
  payload: JSON.stringify({ text }),
  type: 'semantic',
  importance: 0,
  ...extra,
})
const open = async (): Promise<TestEngine> => {
  const test = await openTestEngine(createHashingEmbedder(32))
  await test.engine.namespaces.create(A)
  return test
}
const placeOf = async ({ engine }: Pick<TestEngine, 'engine'>, text: string): Promise<number[]> => {
  const outcome = await engine.memories.remember(saying(text), 'ann')
  return outcome.stored ? outcome.coordinate : []
}
const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, i) => value - (b[i] as number)))
const words = ['red', 'green', 'blue', 'cat', 'dog', 'tree', 'river', 'stone', 'cloud', 'lamp']
const text = (i: number): string => [0, 1, 2].map((j) => words[(i * (j + 3) + j) % words.length]).join(' ')

describe('remember', () => {
  it('LIFE-1 finds a free place within 0 and 100, and stores there like any other write', async () => {
    const test = await open()
    const coordinate = await placeOf(test, 'the cat sat on the mat')
    expect(coordinate).toHaveLength(2)
    expect(coordinate.every((n) => n >= 0 && n <= 100)).toBe(true)
    const memory = await test.engine.memories.get({ namespace: A, coordinate })
    expect(memory).toMatchObject({ text: 'the cat sat on the mat', version: 1, type: 'semantic' })
  })

  it('LIFE-1 never takes a place that is taken, not even by what lies in the bin', async () => {
    const test = await open()
    const first = await placeOf(test, 'the same words')
    await test.engine.memories.remove({ namespace: A, coordinates: [first] }, undefined, 'ann')
    const second = await placeOf(test, 'the same words')
    expect(second).not.toEqual(first)
    expect(distance(first, second)).toBeLessThan(0.02)
  })

  it('LIFE-1 gives each of a hundred writes of one text at the same time a place of its own', async () => {
    const test = await open()
    const places = await Promise.all(Array.from({ length: 100 }, () => placeOf(test, 'once more')))
    expect(new Set(places.map(String)).size).toBe(100)
    expect((await test.engine.memories.stats(A)).total).toBe(100)
  })

  it('LIFE-1 takes the next place where another process was faster', async () => {
    const test = await openEngineInProcess({
      wrap: (store) => ({
        ...store,
        // Whatever is looked up is free; at the write the first two turn out to be taken.
        rowsAt: async (_, places) => places.map((place) => (lost.has(String(place)) ? row : null)),
        commit: async (draft) => {
          const [mutation] = draft.mutations
          if (mutation && lost.size < 2) {
            lost.add(String(mutation.coordinate))
            await store.commit({ ...draft, author: 'somebody else' })
          }
          return store.commit(draft)
        },
      }),
    })
    const lost = new Set<string>()
    const row = {} as never
    await test.engine.namespaces.create(A)
    const place = await placeOf(test, 'who is first')
    expect(lost.size).toBe(2)
    expect(lost.has(String(place))).toBe(false)
  })

  it('LIFE-1 places what means the same near, also after the namespace has grown, and the same in another run', async () => {
    const run = async (): Promise<number[][]> => {
      const test = await open()
      await storeTexts(test, 'b', [])
      const inputs = Array.from({ length: 90 }, (_, i) => saying(`${text(i)} ${i}`))
      const places: number[][] = []
      for (const one of inputs) {
        const outcome = await test.engine.memories.remember(one, 'ann')
        if (outcome.stored) places.push(outcome.coordinate)
      }
      places.push(await placeOf(test, 'red cat river'))
      for (let i = 0; i < 60; i++) await placeOf(test, `stone lamp ${i}`)
      places.push(await placeOf(test, 'red cat river'))
      return places
    }
    const [once, again] = [await run(), await run()]
    expect(again).toEqual(once)
    // The axes were fitted in between and stay: the later one lies beside the earlier.
    expect(distance(once[90] as number[], once[91] as number[])).toBeLessThan(0.02)
  })

  it('LIFE-1 fits the axes once, however many writes come at the moment when there are enough', async () => {
    let kept = 0
    const { engine } = await openEngineInProcess({
      wrap: (store) => ({
        ...store,
        keepPlaceAxes: (...axes) => {
          kept++
          return store.keepPlaceAxes(...axes)
        },
      }),
    })
    await engine.namespaces.create(A)
    for (let i = 0; i < 64; i++) await placeOf({ engine }, text(i))
    expect(kept).toBe(0)
    await Promise.all(Array.from({ length: 20 }, (_, i) => placeOf({ engine }, text(i + 64))))
    expect(kept).toBe(1)
  })

  it('LIFE-1 is undone and redone like any store', async () => {
    const test = await open()
    const outcome = await test.engine.memories.remember(saying('for a while'), 'ann')
    await test.engine.journal.undo(outcome.seq, 'ann')
    expect((await test.engine.memories.stats(A)).total).toBe(0)
  })

  it('LIFE-1 passes the gate like a store; what was stopped is stored anyway at a place that is free then', async () => {
    const gate = { ...DEFAULT_GATE, isOn: true, threshold: 0.3 }
    const test = await openTestEngine(createHashingEmbedder(32), { gate })
    await test.engine.namespaces.create(A)
    const first = await placeOf(test, 'nothing new here')
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => test.engine.memories.remember(saying('nothing new here'), 'ann')),
    )
    expect(outcomes.map(({ stored }) => stored)).toEqual([false, false, false])
    const { entries } = await test.engine.inbox.list(A, { offset: 0, limit: 10 })
    const places = [String(first)]
    for (const { id } of entries) {
      const { coordinate } = await test.engine.inbox.storeAnyway({ namespace: A, entry: id }, 'ann')
      places.push(String(coordinate))
    }
    expect(new Set(places).size).toBe(4)
  })

  it('LIFE-1 goes to the middle where the text has no vector', async () => {
    const test = await open()
    const vectorless = { ...saying(''), payload: '{}' }
    const outcome = await test.engine.memories.remember(vectorless, 'ann')
    expect(outcome.stored && outcome.coordinate.every((n) => n >= 0 && n <= 100)).toBe(true)
  })

  it("LIFE-1 takes a vector of the caller's own for the place", async () => {
    const test = await open()
    const vector = Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0))
    const a = await test.engine.memories.remember(saying('one thing', { vector }), 'ann')
    const b = await test.engine.memories.remember(saying('quite another', { vector }), 'ann')
    if (!a.stored || !b.stored) throw new Error('both are stored')
    expect(distance(a.coordinate, b.coordinate)).toBeLessThan(0.02)
  })
})
