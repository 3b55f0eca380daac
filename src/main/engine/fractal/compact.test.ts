import { describe, expect, it } from 'vitest'
import { SnapshotMemory } from '../snapshot/snapshot-memory.ts'
import type { FractalIndex } from './fractal-index.ts'
import { clusters, indexOf, kernel, missedBy, recallOf, rowsOf, times } from './index.suite.ts'
import { LateRunner } from './late-runner.suite.ts'
import { batchOf, NaiveIndex, pairsOf } from './naive-index.suite.ts'
import { floatRowBytes, LostRow } from './packed-rows.ts'
import { randomFrom } from './random.ts'
import { compactParts, MemoryRowFile } from './row-file.suite.ts'

const dimension = 96

describe('a compact index', () => {
  const random = randomFrom(61)
  const make = clusters(dimension, { count: 60, spread: 1.2, random })
  const rows = rowsOf(times(4000, () => make()))
  const queries = times(120, () => make())
  const parts = compactParts(dimension)
  const full = indexOf({ dimension, kernel }, rows)
  const compact = indexOf({ dimension, kernel, compact: parts }, rows)
  for (const index of [full, compact]) index.settle()

  it('IDX-2: finds as much as one with float32 in memory, and keeps what profiles promise', () => {
    const found = recallOf(compact, queries)
    expect(found).toBeGreaterThan(recallOf(full, queries) - 0.01)
    expect(found).toBeGreaterThan(0.955)
    expect(missedBy(compact, rows.slice(0, 500))).toEqual([])
  })

  it('scores the last of a search by what lies in the file, and reads no more', () => {
    for (const [k, most] of [
      [1, 11],
      [10, 20],
    ] as const) {
      for (const vector of queries.slice(0, 20)) {
        const before = parts.file.reads
        const found = compact.search({ space: 1, vector, k })
        expect(parts.file.reads - before).toBeLessThanOrEqual(most)
        expect(compact.similarities(1, vector, found.keys)).toEqual(found.scores)
        expect(full.similarities(1, vector, found.keys)).toEqual(found.scores)
      }
    }
  })

  it('holds a byte a column, and little else', () => {
    const wide = 384
    const [none, many] = [0, 1900].map((count) => {
      const vectors = rowsOf(times(count, () => Float32Array.from({ length: wide }, random)))
      return indexOf({ dimension: wide, kernel, compact: compactParts(wide) }, vectors).stats().bytes
    })
    expect((many! - none!) / 1900).toBeLessThan(wide * 1.2)
  })

  it('IDX-8: tells a trace with the scores of what was written', () => {
    const [vector] = queries as [Float32Array]
    const { trace, keys, scores } = compact.searchTraced({ space: 1, vector, k: 5 }, () => 0)
    const { best } = trace.levels.at(-1)!
    expect(best.slice(0, 5)).toEqual([...keys].map((id, i) => ({ id, score: scores[i] })))
    expect(best).toHaveLength(15)
  })

  it('IDX-5: answers many queries at once exactly', async () => {
    const naive = new NaiveIndex(dimension)
    naive.apply(rows)
    const some = queries.slice(0, 8)
    const asked = compact.nearest(1, Float32Array.from(some.flatMap((query) => [...query])), 10)
    compact.settle()
    const found = await asked
    some.forEach((vector, i) => {
      expect(pairsOf(found[i]!)).toEqual(naive.search(1, vector, 10))
    })
  })

  const crc = (bytes: Uint8Array, before = 0): number => parts.crc(bytes, before)
  const copyOf = (index: FractalIndex): SnapshotMemory => {
    const memory = new SnapshotMemory()
    for (const _ of index.copyAll(memory, crc));
    return memory
  }

  it('IDX-7: is saved as the other form is, and each is read from what the other wrote', () => {
    const saved = copyOf(compact)
    const other = indexOf({ dimension, kernel })
    other.load(saved, crc)
    const again = indexOf({ dimension, kernel, compact: compactParts(dimension) })
    again.load(copyOf(other), crc)
    for (const vector of queries.slice(0, 30)) {
      const query = { space: 1, vector, k: 10 }
      expect(again.search(query)).toEqual(compact.search(query))
      expect(other.search({ ...query, exact: true })).toEqual(full.search({ ...query, exact: true }))
    }
    expect(again.vectorOf(1, 77)).toEqual(rows[77]!.vector)
    again.apply(batchOf(dimension, [{ key: 9000, vector: queries[0]! }]))
    expect(again.search({ space: 1, vector: queries[0]!, k: 1 }).keys[0]).toBe(9000)
  })

  it('IDX-7: keeps in a copy what changed while it was written', () => {
    const index = indexOf({ dimension, kernel, compact: compactParts(dimension) }, rows.slice(0, 1500))
    const memory = new SnapshotMemory()
    const work = index.copyAll(memory, crc)
    work.next()
    // Their rows are given back, and would be written anew.
    index.apply(
      batchOf(
        dimension,
        times(1500, (key) => ({ key })),
      ),
    )
    index.apply(
      batchOf(
        dimension,
        times(1500, (key) => ({ key, vector: queries[0]! })),
      ),
    )
    while (!work.next().done);
    const before = indexOf({ dimension, kernel })
    before.load(memory, crc)
    for (const key of [0, 700, 1499]) expect(before.vectorOf(1, key)).toEqual(rows[key]!.vector)
  })

  it.each(['a bit that fell over', 'a row of another memory', 'an end that is missing'])(
    'IDX-7: notices %s, and answers nothing wrong',
    (damage) => {
      const damaged = compactParts(dimension)
      const index = indexOf({ dimension, kernel, compact: damaged })
      index.load(copyOf(compact), crc)
      const { file } = damaged
      for (const [row, bytes] of file.rows) {
        if (damage === 'an end that is missing') file.rows.delete(row)
        else if (damage === 'a row of another memory') file.rows.set(row, new Uint8Array(bytes.length))
        else bytes[row % bytes.length]! ^= 4
      }
      const [vector] = queries as [Float32Array]
      for (const ask of [
        () => index.search({ space: 1, vector, k: 3 }),
        () => index.search({ space: 1, vector, k: 3, exact: true }),
        () => index.similarities(1, vector, Uint32Array.of(5)),
        () => index.vectorOf(1, 5),
        () => copyOf(index),
      ]) {
        expect(ask).toThrow(LostRow)
      }
    },
  )

  it('learns and codes elsewhere over the same memory', async () => {
    const late = new LateRunner(kernel)
    const options = { dimension, kernel, runner: late.runnerFor, compact: compactParts(dimension) }
    const index = indexOf(options, rows)
    while (index.stats().builds === 0) if (!index.step()) await late.finish()
    expect(missedBy(index, rows.slice(0, 300))).toEqual([])
  })

  it('writes rows of the size that is said', () => {
    const file = new MemoryRowFile(20)
    indexOf({ dimension: 20, kernel, compact: { ...parts, file } }, [{ key: 1, vector: [1] }])
    expect([...file.rows.values()].map(({ length }) => length)).toEqual([floatRowBytes(20)])
  })
})
