import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../fractal/random.ts'
import { type Bounds, type Effort, type Gives, type Goal, nextMove } from './next-move.ts'

const bounds: Bounds = { beam: { least: 1, most: 200 }, candidates: { least: 40, most: 2000 } }

/** An index as they are: recall rises with beam and candidates and levels off, time rises with both. */
const indexOf =
  (hardness: number) =>
  (effort: Effort): Gives => ({
    recall: (1 - Math.exp(-effort.beam / hardness)) * (1 - Math.exp(-effort.candidates / 50) * 0.2),
    p95: 0.2 + effort.beam * 0.01 + effort.candidates * 0.002,
  })

/** Follows the moves for some rounds, while what is measured wavers. */
const follow = async (
  goal: (over: boolean) => Goal,
  {
    hardness = 10,
    rounds = 40,
    seed = 3,
    noise = 0.002,
    start = { beam: 10, candidates: 60 },
    within = bounds,
  } = {},
) => {
  const random = randomFrom(seed)
  const index = indexOf(hardness)
  const efforts: Effort[] = []
  const moves: string[] = []
  let effort: Effort = start
  let isOver = false
  for (let round = 0; round < rounds; round++) {
    const wavers = (random() - 0.5) * noise
    const probe = async (tried: Effort): Promise<Gives> => {
      const { recall, p95 } = index(tried)
      return { recall: Math.min(1, recall + wavers), p95: p95 * (1 + wavers * 10) }
    }
    const now = { effort, gives: await probe(effort) }
    const asked = goal(isOver)
    isOver = asked.hold === 'latency' && now.gives.p95 > asked.p95
    const move = await nextMove({ goal: asked, now, bounds: within }, probe)
    moves.push(move.is)
    effort = move.to.effort
    efforts.push(effort)
  }
  return { effort, efforts, moves, gives: index(effort) }
}

const recall = (wanted: number) => (): Goal => ({ hold: 'recall', recall: wanted })
const latency =
  (p95: number) =>
  (isOverAgain: boolean): Goal => ({ hold: 'latency', p95, isOverAgain })

describe('autotune', () => {
  it('QUAL-4 converges on what holds recall, from below and from above, and then stays', async () => {
    for (const start of [
      { beam: 1, candidates: 40 },
      { beam: 200, candidates: 2000 },
    ]) {
      const { gives, efforts, moves } = await follow(recall(0.95), { start })
      expect(gives.recall).toBeGreaterThanOrEqual(0.95)
      expect(gives.recall).toBeLessThan(0.98)
      // A handful of moves, and none in the second half.
      expect(moves.filter((is) => is !== 'holds').length).toBeLessThan(6)
      expect(new Set(efforts.slice(20).map((effort) => JSON.stringify(effort))).size).toBe(1)
    }
  })

  it('QUAL-4 holds a time, with as much recall as it leaves room for, and then stays', async () => {
    for (const start of [
      { beam: 1, candidates: 40 },
      { beam: 200, candidates: 2000 },
    ]) {
      const { gives, efforts } = await follow(latency(1), { start, hardness: 40 })
      expect(gives.p95).toBeLessThanOrEqual(1)
      expect(gives.p95).toBeGreaterThan(0.5)
      expect(new Set(efforts.slice(20).map((effort) => JSON.stringify(effort))).size).toBe(1)
    }
  })

  it('QUAL-4 stops at its bounds, takes what comes nearest and says so', async () => {
    const within: Bounds = { beam: { least: 1, most: 15 }, candidates: { least: 40, most: 100 } }
    const most = await follow(recall(0.99), { within })
    expect(most.effort.beam).toBe(15)
    expect(new Set(most.moves)).toEqual(new Set(['bound']))
    const now = { effort: { beam: 15, candidates: 100 }, gives: indexOf(10)({ beam: 15, candidates: 100 }) }
    const { why } = await nextMove({ goal: recall(0.99)(), now, bounds: within }, async () => now.gives)
    expect(why).toMatch(/below 0\.99; beam 15 and 100 candidates are the most that may be/)
    const least = await follow(latency(0.1))
    expect(least.effort).toEqual({ beam: 1, candidates: 40 })
    expect(least.moves.at(-1)).toBe('bound')
  })

  it('QUAL-4 goes on where it left off, and says that it is at its bounds only there', async () => {
    const { moves, gives } = await follow(recall(0.95), {
      start: { beam: 1, candidates: 40 },
      within: { ...bounds, beam: { least: 1, most: 2000 } },
      hardness: 300,
    })
    expect(moves[0]).toBe('moves')
    expect(moves).not.toContain('bound')
    expect(gives.recall).toBeGreaterThanOrEqual(0.95)
  })

  it('QUAL-4 says so where a wider search finds no more', async () => {
    const now = { effort: { beam: 10, candidates: 60 }, gives: { recall: 0.9, p95: 1 } }
    const { is, why } = await nextMove({ goal: recall(0.95)(), now, bounds }, async () => now.gives)
    expect([is, why]).toEqual(['bound', 'recall@10 0.900 is below 0.95; a wider search finds no more'])
  })

  it('QUAL-4 one slow measurement moves nothing', async () => {
    const now = { effort: { beam: 10, candidates: 60 }, gives: { recall: 0.9, p95: 9 } }
    const { is, to } = await nextMove({ goal: latency(1)(false), now, bounds }, async () => {
      throw new Error('nothing is to be tried')
    })
    expect([is, to]).toEqual(['holds', now])
  })

  it('QUAL-4 follows an index that changes', async () => {
    const first = await follow(recall(0.95), { hardness: 10 })
    const second = await follow(recall(0.95), { hardness: 30, start: first.effort })
    expect(second.effort.beam).toBeGreaterThan(first.effort.beam)
    expect(second.gives.recall).toBeGreaterThanOrEqual(0.95)
  })
})
