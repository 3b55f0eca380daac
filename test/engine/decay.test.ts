import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DecayRules } from '#contract/decay-rules'
import { DEFAULT_DECAY } from '#engine/decay/default-rules'
import { randomFrom } from '#engine/fractal/random'
import { readSample } from '../../src/main/samples/security-review.ts'
import { type EngineInProcess, openEngineInProcess } from '../store/engine-in-process.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const RULES: DecayRules = { ...DEFAULT_DECAY, isOn: true }

const opened = async (rules: Partial<DecayRules> = {}): Promise<EngineInProcess> => {
  const test = await openEngineInProcess({
    time: { now: 1_000_000 },
    engine: { decay: { ...RULES, ...rules } },
  })
  await test.engine.decay.use(test.engine.decay.rules)
  await test.engine.namespaces.create('n')
  return test
}

const store = (test: EngineInProcess, x: number, more: { importance?: number; pinned?: boolean } = {}) =>
  test.engine.memories.store(
    {
      namespace: 'n',
      coordinate: [x],
      payload: JSON.stringify({ text: `memory ${x}`, timestamp: 7 }),
      type: 'episodic',
      importance: 0,
      ifTaken: 'update',
      ...more,
    },
    'test',
  )

const payloadOf = async (test: EngineInProcess, x: number) => (await test.store.get('n', [x]))?.payload

/** What a memory is to the formula, kept by hand. */
interface Known {
  readonly createdAt: number
  usedAt: number
  accesses: number
  importance: number
  pinned: boolean
  decayed: boolean
}

/** DEC-1, written out once more. */
const scoreOf = (known: Known, now: number): number => {
  const idle = now - known.usedAt
  const stdp = 0.1 * Math.exp(-0.01 * idle)
  return (now - known.createdAt) / HOUR + idle / HOUR - stdp - 0.5 * known.accesses - 2 * known.importance
}
const isDue = (known: Known, now: number): boolean =>
  !known.pinned && !known.decayed && known.importance <= 1 && scoreOf(known, now) > 2

describe('decay', () => {
  it('DEC-1 DEC-4 takes in each sweep just what a scan of all by the formula finds, over random histories', async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const random = randomFrom(seed)
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
      const test = await opened()
      const all = new Map<number, Known>()
      const sweep = async () => {
        const now = test.time.now
        const due = [...all].filter(([, known]) => isDue(known, now))
        const report = await test.engine.decay.sweep({ author: 'soma' })
        expect(report.decayed, `seed ${seed}`).toBe(due.length)
        for (const [, known] of due) known.decayed = true
        for (const [x, { decayed }] of all) {
          expect(await payloadOf(test, x)).toBe(
            decayed ? '{"timestamp":7}' : `{"text":"memory ${x}","timestamp":7}`,
          )
        }
      }
      for (let act = 0; act < 40; act++) {
        test.time.now += pick([0, 1, 600, HOUR / 2, HOUR, 3 * HOUR])
        const now = test.time.now
        const x = Math.floor(random() * 12)
        const known = all.get(x)
        const kind = random()
        if (kind < 0.35) {
          const importance = pick([0, 0.5, 1, 1.0000001, -2])
          await store(test, x, { importance, pinned: random() < 0.15 })
          const { pinned } = (await test.store.get('n', [x])) as { pinned: boolean }
          if (known) Object.assign(known, { usedAt: now, importance, pinned, decayed: false })
          else all.set(x, { createdAt: now, usedAt: now, accesses: 0, importance, pinned, decayed: false })
        } else if (kind < 0.55 && known) {
          const row = await test.store.rowsAt('n', [[x]])
          const key = row[0] && (await test.store.keyOf('n', [x]))
          await test.store.touch([{ key: key as number, count: 2, at: now }])
          Object.assign(known, { accesses: known.accesses + 2, usedAt: now })
        } else if (kind < 0.7 && known) {
          const pinned = random() < 0.5
          const places = { namespace: 'n', coordinates: [[x]] }
          const { count } = await test.engine.memories.updateMany(places, { pinned }, undefined, 'test')
          if (count > 0) Object.assign(known, { pinned, usedAt: now })
        } else await sweep()
      }
      test.time.now += DAY
      await sweep()
      await test.engine.close()
    }
  })

  it('DEC-2 keeps what it must and its links, is found by no word of before, and comes back with its idle time new', async () => {
    const test = await opened({ protectedKeys: ['case'] })
    const { memories, links, recall, decay, journal } = test.engine
    const payload = '{"text":"zebra crossing","case":"c1","importance":1,"tags":["road"],"timestamp":7}'
    const about = { namespace: 'n', type: 'episodic', importance: 0, ifTaken: 'update' } as const
    await memories.store({ ...about, coordinate: [1], payload }, 'test')
    await store(test, 2, { pinned: true })
    await links.put({ namespace: 'n', from: [1], to: [2], type: 'a', weight: 1, note: null }, 'test')
    test.time.now += 2 * HOUR
    expect(await decay.sweep({ author: 'soma' })).toMatchObject({ decayed: 1, evicted: 0 })
    expect(await payloadOf(test, 1)).toBe('{"case":"c1","importance":1,"timestamp":7}')
    expect((await test.store.links('n', [1], 9))?.links).toHaveLength(1)
    const asked = { namespace: 'n', query: 'zebra', k: 5 }
    const { hits } = await recall.search(asked, new AbortController().signal)
    expect(
      hits.flatMap(({ parts }) => parts.filter(({ signal, raw }) => signal === 'keyword' && raw)),
    ).toEqual([])
    const [change] = await journal.list({ limit: 1 })
    expect(change).toMatchObject({ action: 'decay', author: 'soma', summary: 'Decayed 1 memory' })
    await memories.restoreVersion({ namespace: 'n', coordinate: [1] }, 1, undefined, 'test')
    expect(await payloadOf(test, 1)).toBe(payload)
    const { parts } = await decay.memory({ namespace: 'n', coordinate: [1] })
    expect([parts.age, parts.idle]).toEqual([2, 0])
    await test.engine.close()
  })

  it('DEC-3 takes the listed fields at each age, once, and an undo of it stays', async () => {
    const test = await opened({
      isOn: false,
      levels: [
        { seconds: HOUR, keys: ['detail', 'timestamp'] },
        { seconds: DAY, keys: ['text'] },
      ],
    })
    const payload = '{"text":"a","detail":"b","timestamp":7}'
    const about = { namespace: 'n', type: 'episodic', importance: 0, ifTaken: 'update' } as const
    await test.engine.memories.store({ ...about, coordinate: [1], payload }, 'test')
    test.time.now += HOUR
    expect(await test.engine.decay.sweep({ author: 'soma' })).toMatchObject({ reduced: 0 })
    test.time.now += 1
    expect(await test.engine.decay.sweep({ author: 'soma' })).toMatchObject({ reduced: 1 })
    expect(await payloadOf(test, 1)).toBe('{"text":"a","timestamp":7}')
    const [change] = await test.engine.journal.list({ limit: 1 })
    await test.engine.journal.undo(change?.seq as number, 'test')
    expect(await test.engine.decay.sweep({ author: 'soma' })).toMatchObject({ reduced: 0 })
    expect(await payloadOf(test, 1)).toBe(payload)
    test.time.now += DAY
    await test.engine.decay.sweep({ author: 'soma' })
    expect(await payloadOf(test, 1)).toBe('{"timestamp":7}')
    await test.engine.close()
  })

  it('DEC-6 holds the limit by importance, then age, of the types that may go, and one undo brings them back', async () => {
    const test = await opened({ isOn: false, limit: 4 })
    const importances = [2, 1, 1, 3, 5]
    for (const [x, importance] of importances.entries()) {
      test.time.now += 1
      await store(test, x, { importance, pinned: x === 0 })
    }
    expect(await payloadOf(test, 1)).toBeDefined()
    const living = async () => {
      const rows = await test.store.rowsAt(
        'n',
        [0, 1, 2, 3, 4].map((x) => [x]),
      )
      return rows.flatMap((row, x) => (row?.deletedAt === null ? [x] : []))
    }
    expect(await living()).toEqual([0, 2, 3, 4])
    const [change] = await test.engine.journal.list({ limit: 1 })
    expect(change).toMatchObject({ action: 'evict', summary: 'Evicted 1 memory' })
    await test.engine.journal.undo(change?.seq as number, 'test')
    expect(await living()).toEqual([0, 1, 2, 3, 4])
    const swept = await test.engine.decay.sweep({ author: 'soma' })
    expect(swept).toMatchObject({ evicted: 1, changes: [await test.store.seq()] })
    const { signal } = new AbortController()
    for await (const item of test.engine.rewind.each(swept.changes, 'test', signal)) {
      expect(item.done).toBe(1)
    }
    expect(await living()).toEqual([0, 1, 2, 3, 4])
    await test.engine.close()
  })

  it('DEC-5 forecasts of the shipped sample what the sweep of that date then does, and writes nothing', async () => {
    const sample = await readSample(
      resolve(import.meta.dirname, '../../assets/sample/security-review.json.gz'),
    )
    const weights = { ...RULES.weights, age: 1 / 24, idle: 1 / 24, importance: -30 }
    const test = await opened({ weights, limit: 4_000 })
    const inputs = sample.memories.map((memory) => ({ ...memory, ifTaken: 'update' as const }))
    for (let at = 0; at < inputs.length; at += 1000) {
      test.time.now += HOUR * 7
      const change = { author: 'test', action: 'import', summary: 'sample' }
      await test.engine.memories.storeMany('n', inputs.slice(at, at + 1000), change)
    }
    const { decay } = test.engine
    const [before, madeAt] = [await test.store.seq(), test.time.now]
    const forecast = async (at: number) => {
      const { counts } = await decay.forecast({ namespace: 'n', at, bins: 10 })
      const { total, victims } = await decay.victims({ namespace: 'n', at, offset: 0, limit: 10_000 })
      expect([total, victims.length]).toEqual([counts.evict + counts.decay, counts.evict + counts.decay])
      const of = (kind: string) => victims.filter((one) => one.kind === kind).map(({ memory }) => memory.id)
      return { decays: of('decay').sort(), evicts: of('evict').sort() }
    }
    const dates = [madeAt + HOUR, madeAt + 9 * HOUR, madeAt + 40 * DAY, madeAt + 400 * DAY]
    let told = await forecast(dates[0] as number)
    expect(await test.store.seq()).toBe(before)
    let some = 0
    for (const [i, date] of dates.entries()) {
      if (i > 0) told = await forecast(date)
      test.time.now = date
      const from = await test.store.seq()
      const report = await decay.sweep({ author: 'soma' })
      expect([report.decayed, report.evicted]).toEqual([told.decays.length, told.evicts.length])
      some += report.decayed
      const gone: Record<string, string[]> = { decay: [], evict: [] }
      for (const change of await test.engine.journal.list({ limit: 500 })) {
        if (change.seq <= from) continue
        const { steps } = await test.store.undoPlan(change.seq)
        gone[change.action]?.push(...steps.map(({ id }) => id))
      }
      const made = (await test.engine.journal.list({ limit: 500 })).map(({ seq }) => seq)
      expect(report.changes).toEqual(made.filter((seq) => seq > from).reverse())
      expect({ decays: gone.decay?.sort(), evicts: gone.evict?.sort() }).toEqual(told)
    }
    expect(some).toBeGreaterThan(100)
    await test.engine.close()
  })
})
