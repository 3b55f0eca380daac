import { beforeAll, describe, expect, it } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { randomFrom } from '#engine/fractal/random'
import type { AutotuneSettings } from '#engine/quality/autotune/autotune-settings'
import { DEFAULT_AUTOTUNE } from '#engine/quality/autotune/autotune-settings'
import { readChosen } from '#engine/settings/chosen-settings'
import { never, openTestEngine, storeTexts, type TestEngine } from '../recall/engine.ts'

const NAMESPACE = 'tuned'
const random = randomFrom(7)
const word = (topic: number): string => `w${topic}x${Math.floor(random() ** 2 * 40)}`
const textOf = (words: number): string => {
  const topic = Math.floor(random() * 50)
  return Array.from({ length: words }, () => word(random() < 0.8 ? topic : Math.floor(random() * 50))).join(
    ' ',
  )
}
const how = () => ({ wait: async () => {}, signal: never() })

describe('autotune of the index', () => {
  let world: TestEngine
  const settings: { -readonly [K in keyof AutotuneSettings]: AutotuneSettings[K] } = { ...DEFAULT_AUTOTUNE }
  const watch = { isOn: true, size: 100, keepsText: true, depth: 10, target: 0.5, interval: 600 }

  const inForce = async () => {
    const { effort } = await world.engine.tuning.shape(NAMESPACE)
    return effort!
  }
  /** The watch measures, and autotune looks at it. */
  const tick = async () => {
    world.time.now += 601
    await world.engine.watch.tick(how())
    return world.engine.autotune.state()
  }
  const latest = async () => (await world.engine.watch.state(NAMESPACE)).latest!.recall10.value

  beforeAll(async () => {
    const onSettings = async (): Promise<void> => {
      const chosen = await readChosen(world.store)
      const numberOf = (key: string): number | 'auto' => (chosen.get(key) as number | undefined) ?? 'auto'
      world.configure({
        beamWidth: numberOf('vector.fractal.beam_width'),
        maxCandidates: numberOf('vector.fractal.max_candidates'),
      })
    }
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const options = {
      log,
      watch,
      onSettings,
      get autotune() {
        return settings
      },
    }
    world = await openTestEngine(createHashingEmbedder(64), options)
    await storeTexts(
      world,
      NAMESPACE,
      Array.from({ length: 3000 }, () => textOf(14)),
    )
    world.settle()
    for (let i = 0; i < 100; i++) {
      world.time.now += 10
      await world.engine.recall.search({ namespace: NAMESPACE, query: textOf(6), k: 5 }, never(), {
        author: 'agent',
      })
    }
    world.time.now += 10
    await world.engine.flushTouches()
    await world.engine.settings.change(
      new Map([
        ['vector.fractal.beam_width', 1],
        ['vector.fractal.max_candidates', 40],
      ]),
      'test',
    )
  })

  it('QUAL-4 is off where nothing is said: it changes nothing', async () => {
    const state = await tick()
    expect(await latest()).toBeLessThan(0.9)
    expect(state).toMatchObject({ mode: 'off', verdict: null, moves: [] })
    expect(await inForce()).toEqual({ beamWidth: 1, maxCandidates: 40 })
  })

  it('QUAL-4 moves to what holds recall in one step, says why in the journal, and then stays', async () => {
    Object.assign(settings, { mode: 'recall', recall: 0.95 })
    const moved = await tick()
    expect(moved.verdict).toMatchObject({ is: 'moves' })
    expect(moved.moves).toHaveLength(1)
    expect(moved.moves[0]!.summary).toMatch(
      /^Set vector\.fractal\.beam_width 1 → \d+.*: recall@10 0\.\d+ is below 0\.95; so it is recall@10 0\.9\d+, p95 /,
    )
    const [change] = await world.engine.journal.list({ limit: 1 })
    expect(change).toMatchObject({ author: 'autotune', namespace: '' })
    const effort = await inForce()
    for (let round = 0; round < 5; round++) expect((await tick()).verdict).toMatchObject({ is: 'holds' })
    expect(await latest()).toBeGreaterThanOrEqual(0.95)
    expect(await inForce()).toEqual(effort)
    const { marks } = await world.engine.watch.series(NAMESPACE, 0)
    expect(marks.filter(({ author }) => author === 'autotune')).toHaveLength(1)
  })

  it('QUAL-4 MEM-10 a move is undone like any change, and made again where the dial is left as it is', async () => {
    const { moves } = await world.engine.autotune.state()
    await world.engine.journal.undo(moves[0]!.seq, 'test')
    expect(await inForce()).toEqual({ beamWidth: 1, maxCandidates: 40 })
    expect((await world.engine.autotune.state()).moves[0]).toMatchObject({ isUndone: true })
    expect((await tick()).verdict).toMatchObject({ is: 'moves' })
    expect((await inForce()).beamWidth).toBeGreaterThan(1)
  })

  it('QUAL-4 narrows what is more than what is asked for', async () => {
    const before = await inForce()
    settings.recall = 0.8
    expect((await tick()).verdict).toMatchObject({ is: 'moves' })
    expect((await inForce()).beamWidth).toBeLessThan(before.beamWidth)
    await tick()
    expect(await latest()).toBeGreaterThanOrEqual(0.8)
  })

  it('QUAL-4 stops at its bounds and says so; where settings are fixed it moves nothing', async () => {
    Object.assign(settings, { recall: 1, mostBeam: 6, mostCandidates: 60 })
    const state = await tick()
    expect(state.verdict).toMatchObject({ is: 'bound' })
    expect(state.verdict!.text).toMatch(/beam 6 and 60 candidates are the most that may be/)
    expect(await inForce()).toEqual({ beamWidth: 6, maxCandidates: 60 })
    const { moves } = await tick()
    expect(moves).toHaveLength(state.moves.length)
    Object.assign(settings, { recall: 0.5, fixedBy: 'SOMA_VECTOR__FRACTAL__BEAM_WIDTH' })
    expect((await tick()).verdict).toMatchObject({ is: 'fixed' })
    expect(await inForce()).toEqual({ beamWidth: 6, maxCandidates: 60 })
  })
})
