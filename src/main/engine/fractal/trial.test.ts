import { crc32 } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import type { TrialEffort } from '#engine/ports'
import { SnapshotMemory } from '../snapshot/snapshot-memory.ts'
import { FractalIndex } from './fractal-index.ts'
import { clusters, indexOf, kernel, rowsOf, times } from './index.suite.ts'
import { batchOf, NaiveIndex } from './naive-index.suite.ts'
import { randomFrom } from './random.ts'
import { Trial } from './trial.ts'

const dimension = 24
const crc = (bytes: Uint8Array, before = 0): number => crc32(bytes, before)
const balanced: TrialEffort = { profile: 'balanced', beamWidth: 'auto', maxCandidates: 'auto' }

const trialOf = (index: FractalIndex, elapsed = (): number => performance.now()): Trial => {
  const source = new SnapshotMemory()
  for (const _ of index.copy(1, source, crc));
  const held = new SnapshotMemory(source.chunks, source.bytes)
  return new Trial({ dimension, kernel, space: 1, source: held, crc, elapsed })
}

const grown = (seed: number, count = 4000) => {
  const random = randomFrom(seed)
  const next = clusters(dimension, { count: 60, spread: 0.9, random })
  const rows = rowsOf(times(count, () => next()))
  const index = indexOf({ dimension, kernel }, rows)
  index.settle()
  const queries = times(40, () => next())
  return { index, rows, queries, vectors: Float32Array.from(queries.flatMap((query) => [...query])) }
}

describe('trial', () => {
  it('IDX-5 many queries at once are answered exactly, beside other work', async () => {
    const { index, rows, queries, vectors } = grown(3)
    const naive = new NaiveIndex(dimension)
    naive.apply(rows)
    const asked = index.nearest(1, vectors, 10)
    index.settle()
    const found = await asked
    queries.forEach((vector, i) => {
      expect([...found[i]!.keys]).toEqual(naive.search(1, vector, 10).map(([key]) => key))
      expect(found[i]).toEqual(index.search({ space: 1, vector, k: 10, exact: true }))
    })
  })

  it('IDX-5 so they are where vectors are of any length, and some are none', async () => {
    const random = randomFrom(8)
    const next = clusters(dimension, { count: 20, spread: 0.9, random })
    const scaled = (): Float32Array => {
      const length = random() < 0.05 ? 0 : 10 ** (6 * random() - 3)
      return next().map((value) => value * length)
    }
    const rows = rowsOf(times(700, scaled))
    const naive = new NaiveIndex(dimension)
    naive.apply(rows)
    const queries = times(11, scaled)
    const index = indexOf({ dimension, kernel }, rows)
    const asked = index.nearest(1, Float32Array.from(queries.flatMap((query) => [...query])), 10)
    index.settle()
    for (const [i, found] of (await asked).entries()) {
      const scores = naive.search(1, queries[i]!, 10).map(([, score]) => score)
      expect([...found.scores]).toEqual(scores)
    }
  })

  it('IDX-5 fewer than asked for are all given, and those that leave meanwhile are not', async () => {
    const rows = rowsOf([Float32Array.of(1, 0), Float32Array.of(0, 1), Float32Array.of(0.6, 0.8)])
    const index = indexOf({ dimension: 2, kernel }, rows)
    const asked = index.nearest(1, Float32Array.of(1, 0, 0, 1), 10)
    index.apply(batchOf(2, [{ key: rows[2]!.key }]))
    index.settle()
    const [a, b] = [rows[0]!.key, rows[1]!.key]
    expect((await asked).map(({ keys }) => [...keys])).toEqual([
      [a, b],
      [b, a],
    ])
    expect((await index.nearest(7, Float32Array.of(1, 0), 3)).map(({ keys }) => keys.length)).toEqual([0])
  })

  it('who waits for a namespace that is dropped is told', async () => {
    const { index, vectors } = grown(4, 300)
    const asked = index.nearest(1, vectors, 10)
    index.dropSpace(1)
    await expect(asked).rejects.toThrow(/dropped/)
  })

  it('QUAL-3 a copy answers as the index does, setting by setting, and leaves it alone', () => {
    const { index, queries, vectors } = grown(5)
    const trial = trialOf(index)
    const before = index.settings
    for (const [beam, candidates] of [
      [1, 40],
      [4, 60],
      [16, 200],
    ] as const) {
      const asked = { profile: 'balanced', beamWidth: beam, maxCandidates: candidates } as const
      const { keys, scores, micros } = trial.measure({ vectors, k: 10, keep: 10 }, asked)
      expect(micros.every((time) => time >= 0)).toBe(true)
      queries.forEach((vector, i) => {
        const own = index.search({ space: 1, vector, k: 10, settings: { beam, candidates } })
        expect([...keys.subarray(i * 10, i * 10 + 10)]).toEqual([...own.keys])
        expect([...scores.subarray(i * 10, i * 10 + 10)]).toEqual([...own.scores])
      })
    }
    expect(index.settings).toEqual(before)
    expect(trial.effort(balanced).beam).toBe(index.health()[0]!.tree!.settings.beam)
  })

  it('QUAL-3 the first searches of a copy, which are slow, are in no figure', () => {
    const { index, vectors } = grown(8)
    const search = vi.spyOn(FractalIndex.prototype, 'search')
    let asked = 0
    search.mockImplementation(() => {
      asked += 1
      return { keys: new Uint32Array(0), scores: new Float64Array(0) }
    })
    // A search takes a second until forty were asked, and a millisecond from then on.
    let [now, seen] = [0, 0]
    const elapsed = (): number => {
      for (; seen < asked; seen++) now += seen < 40 ? 1000 : 1
      return now
    }
    const trial = trialOf(index, elapsed)
    const { micros } = trial.measure({ vectors, k: 10, keep: 10 }, balanced)
    search.mockRestore()
    expect(Math.max(...micros)).toBe(1000)
  })

  it('QUAL-3 a copy can have other lists, and another profile is calibrated on it', async () => {
    const { index } = grown(6)
    const trial = trialOf(index)
    const lists = index.health()[0]!.tree!.lists
    await trial.rebuild(20)
    expect(trial.health().tree!.lists).toBeLessThan(0.7 * lists)
    expect(index.health()[0]!.tree!.lists).toBe(lists)
    const [fast, high] = [
      trial.effort({ ...balanced, profile: 'fast' }),
      trial.effort({ ...balanced, profile: 'high_recall' }),
    ]
    expect(trial.health().tree!.isCalibrated).toBe(true)
    expect(fast.beam).toBeLessThanOrEqual(high.beam)
  })
})
