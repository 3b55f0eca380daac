import { describe, expect, it } from 'vitest'
import type { OutcomeReport } from '#contract/life'
import { AdviserFault } from '#engine/life/adviser-ports'
import { A, type LifeWorld, openLife } from './world.ts'

const report = ({ engine }: LifeWorld, outcome: unknown, extra: Partial<OutcomeReport> = {}) =>
  engine.life.outcomes.report(
    { namespace: A, coordinate: [1, 0], outcome: JSON.stringify(outcome), ...extra },
    'ann',
  )
const memory = ({ engine }: LifeWorld) => engine.memories.get({ namespace: A, coordinate: [1, 0] })
const expecting = async (predicted: unknown, importance = 3): Promise<LifeWorld> => {
  const world = await openLife()
  await world.episode(1, 'Ship on Friday', { importance, fields: { predicted_outcome: predicted } })
  return world
}

describe('outcomes', () => {
  it('LIFE-3 records what came; as expected, nothing else changes', async () => {
    const world = await expecting({ ok: true, tries: [1, 2] })
    const done = await report(world, { tries: [1, 2], ok: true })
    expect(done).toMatchObject({ matched: true, error: 0, importance: 3, corrective: null, policy: 'exact' })
    const { payload, importance } = await memory(world)
    expect(JSON.parse(payload)).toMatchObject({
      outcome: { ok: true },
      outcome_at: world.time.now,
      outcome_error: 0,
    })
    expect(importance).toBe(3)
    expect((await world.engine.memories.stats(A)).total).toBe(1)
  })

  it('LIFE-3 on a mismatch importance falls by 1 and a corrective memory is stored and linked, in one change', async () => {
    const world = await expecting('it works')
    const done = await report(world, 'it broke')
    expect(done).toMatchObject({ matched: false, error: 1, importance: 2 })
    const corrective = await world.engine.memories.get({
      namespace: A,
      coordinate: done.corrective as number[],
    })
    expect(corrective.type).toBe('semantic')
    expect(JSON.parse(corrective.payload)).toEqual({
      fact: 'Expected of "Ship on Friday": "it works". What came: "it broke".',
      corrects: [1, 0],
    })
    const { links } = await world.engine.links.of(A, done.corrective as number[], 10)
    expect(links.map(({ type, memory: { coordinate } }) => [type, coordinate])).toEqual([
      ['corrective_for', [1, 0]],
    ])
    await world.engine.journal.undo(done.seq, 'ann')
    expect(await memory(world)).toMatchObject({ importance: 3 })
    expect(JSON.parse((await memory(world)).payload)).not.toHaveProperty('outcome')
    expect((await world.engine.memories.stats(A)).total).toBe(1)
  })

  it('LIFE-3 lets importance not fall below 0, and leaves what is below', async () => {
    for (const [before, after] of [
      [0.4, 0],
      [0, 0],
      [-2, -2],
    ] as const) {
      const world = await expecting('a', before)
      expect((await report(world, 'b')).importance).toBe(after)
    }
  })

  it('LIFE-3 with a threshold numbers may be off by so much, and texts say the same in other words', async () => {
    const near = { policy: 'threshold', threshold: 0.5 } as const
    expect(await report(await expecting(10), 10.5, near)).toMatchObject({ matched: true, error: 0.5 })
    expect(await report(await expecting(10), 10.6, near)).toMatchObject({ matched: false })
    const same = await report(await expecting('the build is green now'), 'now the build is green', near)
    expect(same.matched).toBe(true)
    expect(await report(await expecting('the build is green'), 'penguins', near)).toMatchObject({
      matched: false,
    })
    // What cannot be measured is the same or is not.
    expect(await report(await expecting(true), 'yes', near)).toMatchObject({ matched: false, error: 1 })
  })

  it('LIFE-3 judges nothing where nothing was expected, and takes what the caller says was', async () => {
    const world = await openLife()
    await world.episode(1, 'no idea')
    expect(await report(world, 7)).toMatchObject({ matched: null, error: null, corrective: null })
    expect(await report(world, 7, { predicted: '8' })).toMatchObject({ matched: false })
  })

  it('LIFE-3 names a memory that is not there, and a value that is no JSON', async () => {
    const world = await openLife()
    await expect(report(world, 1)).rejects.toMatchObject({ code: 'memory/not-found' })
    await world.episode(1, 'here')
    await expect(report(world, 1, { outcome: 'half {' })).rejects.toMatchObject({
      code: 'request/invalid',
      data: { issues: [{ path: 'outcome' }] },
    })
  })
})

describe('predictions', () => {
  const predict = ({ engine }: LifeWorld) =>
    engine.life.outcomes.predict({ namespace: A, coordinate: [1, 0] }, 'ann', new AbortController().signal)

  it('LIFE-4 keeps what a provider says, and no confidence where it gave none', async () => {
    const guess = { predicted: '"rain"', confidence: null }
    const world = await openLife({}, { predictor: { name: 'oracle', predict: async () => guess } })
    await world.episode(1, 'Friday')
    expect(await predict(world)).toMatchObject({ predicted: '"rain"', confidence: null, by: 'oracle' })
    expect(JSON.parse((await memory(world)).payload)).toEqual({
      text: 'Friday',
      predicted_outcome: 'rain',
      predicted_confidence: null,
      predicted_by: 'oracle',
    })
    expect(await report(world, 'sun')).toMatchObject({ matched: false })
  })

  it('LIFE-4 says that none is set, or what is wrong with it, and writes nothing', async () => {
    const none = await openLife()
    await none.episode(1, 'Friday')
    await expect(predict(none)).rejects.toMatchObject({ code: 'adviser/not-set' })
    const refuses = async () => {
      throw new AdviserFault('it is asleep')
    }
    const world = await openLife({}, { predictor: { name: 'oracle', predict: refuses } })
    const seq = await world.episode(1, 'Friday')
    await expect(predict(world)).rejects.toMatchObject({
      code: 'adviser/failed',
      data: { reason: 'it is asleep' },
    })
    expect(await world.store.seq()).toBe(seq)
  })
})
