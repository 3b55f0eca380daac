import { afterEach, describe, expect, it } from 'vitest'
import type { DecayRules } from '#contract/decay-rules'
import { DEFAULT_DECAY } from '#engine/decay/default-rules'
import type { MemoryStore } from '#engine/ports'
import { type EngineInProcess, openEngineInProcess } from '../store/engine-in-process.ts'

const HOUR = 3600
const COUNT = 2500
const ON: DecayRules = { ...DEFAULT_DECAY, isOn: true, limit: null }
const rulesOf = (threshold: number): DecayRules => ({ ...ON, weights: { ...ON.weights, threshold } })

/** A store whose slices of dating wait until they are let go; the first one passes, as whoever changes rules waits for it. */
const slowly = () => {
  let calls = 0
  let letGo = (): void => {}
  const free = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const wrap = (store: MemoryStore): MemoryStore => ({
    ...store,
    dateBy: async (...asked) => {
      if (++calls > 1) await free
      return store.dateBy(...asked)
    },
  })
  return { wrap, letGo: () => letGo() }
}

describe('memories are dated anew', () => {
  let test: EngineInProcess
  let closed: Promise<void> | null = null
  afterEach(() => closed ?? test.engine.close())

  const fill = async (): Promise<void> => {
    await test.engine.namespaces.create('n')
    const inputs = Array.from({ length: COUNT }, (_, x) => ({
      coordinate: [x],
      payload: `{"text":"memory ${x}"}`,
      type: 'episodic' as const,
      importance: (x % 5) / 4,
      ifTaken: 'update' as const,
    }))
    await test.engine.memories.storeMany('n', inputs, { author: 'test', action: 'import', summary: 'many' })
  }
  const decayed = async (): Promise<number[]> => {
    const places = Array.from({ length: COUNT }, (_, x) => [x])
    const facts = await test.store.decayFacts('n', places)
    return facts.flatMap((one, x) => (one?.facts.isForgotten ? [x] : []))
  }

  it('DEC-4 goes by other rules at once, dates in the background and says how far it is', async () => {
    const { wrap, letGo } = slowly()
    test = await openEngineInProcess({ engine: { decay: ON }, wrap })
    await fill()
    const { decay } = test.engine
    await decay.use(rulesOf(10))
    expect(decay.rules.weights.threshold).toBe(10)
    expect(decay.dating).toEqual({ done: 1000, total: COUNT })
    letGo()
    await test.engine.decay.sweep({ author: 'soma' })
    expect(decay.dating).toBeNull()
  })

  it('DEC-4 takes meanwhile just what the rules in force say, of new memories too', async () => {
    const { wrap, letGo } = slowly()
    test = await openEngineInProcess({ engine: { decay: ON }, wrap })
    await fill()
    const { decay } = test.engine
    await decay.use(rulesOf(4))
    // Two hours of age and idleness make 4, and half an hour each is forgiven for a quarter of importance.
    test.time.now += 2 * HOUR + 60
    const swept = decay.sweep({ author: 'soma' })
    letGo()
    expect(await swept).toMatchObject({ decayed: COUNT / 5 })
    expect(await decayed()).toEqual(Array.from({ length: COUNT / 5 }, (_, i) => i * 5))
    await decay.use(rulesOf(3))
    await decay.use(rulesOf(400))
    expect(await decay.sweep({ author: 'soma' })).toMatchObject({ decayed: 0 })
    await decay.use(rulesOf(2))
    expect(await decay.sweep({ author: 'soma' })).toMatchObject({ decayed: (COUNT / 5) * 4 })
  })

  it('DEC-4 begins a sweep with what an earlier dating left, and goes by no other dates', async () => {
    let isBroken = false
    const wrap = (store: MemoryStore): MemoryStore => ({
      ...store,
      dateBy: async (...asked) => {
        if (isBroken) throw new Error('the disk is full')
        const progress = await store.dateBy(...asked)
        isBroken = progress !== null
        return progress
      },
    })
    const warned: string[] = []
    test = await openEngineInProcess({
      engine: { decay: ON },
      wrap,
      onFault: (message) => warned.push(message),
    })
    await fill()
    const { decay } = test.engine
    await decay.use(rulesOf(2))
    test.time.now += 9 * HOUR
    await expect(decay.sweep({ author: 'soma' })).rejects.toThrow('the disk is full')
    expect([warned, await decayed()]).toEqual([['memories could not be dated anew'], []])
    for (let i = 0; i < 3; i++) {
      isBroken = false
      await decay.sweep({ author: 'soma' }).catch(() => {})
    }
    expect(await decayed()).toHaveLength(COUNT)
  })

  it('DEC-4 ends with the engine', async () => {
    const { wrap, letGo } = slowly()
    test = await openEngineInProcess({ engine: { decay: ON }, wrap })
    await fill()
    await test.engine.decay.use(rulesOf(2))
    closed = test.engine.close()
    letGo()
    // What is dated after the end would throw at a closed database, and fail the test.
    await closed
  })
})
