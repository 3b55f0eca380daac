import { describe, expect, it } from 'vitest'
import { FractalIndex } from './fractal-index.ts'
import { chooseKernel } from './kernel/choose-kernel.ts'
import { randomFrom } from './random.ts'

const DIMENSION = 16

const indexOf = (count: number): { index: FractalIndex; rows: Float32Array[] } => {
  const random = randomFrom(11)
  const rows = Array.from({ length: count }, () => {
    const row = Float32Array.from({ length: DIMENSION }, () => random() - 0.5)
    const length = Math.hypot(...row)
    return row.map((value) => value / length)
  })
  const index = new FractalIndex({ dimension: DIMENSION, kernel: chooseKernel(), settings: { beamWidth: 3 } })
  index.apply({
    spaces: new Uint32Array(count).fill(1),
    keys: Uint32Array.from(rows.keys(), (i) => (i * 7) % count),
    alive: new Uint8Array(count).fill(1),
    vectors: Float32Array.from(rows.flatMap((row) => [...row])),
    complete: true,
  })
  index.settle()
  return { index, rows }
}

describe('a walk through the lists', () => {
  it('IDX-8 names the list of each memory, the lists that were scanned, and what was missed', () => {
    const { index, rows } = indexOf(4001)
    const vector = rows[5] as Float32Array
    const { keys, lists, count, search } = index.walk(1, { vector, k: 20 })
    expect([...keys]).toEqual(Array.from({ length: 4001 }, (_, i) => i))
    expect(count).toBe(index.health()[0]?.tree?.lists)
    expect(lists.every((list) => list < count)).toBe(true)
    if (!search) throw new Error('nothing was asked')
    expect([search.path, search.scanned.length]).toEqual(['tree', 3])
    expect(search.found).toEqual(index.search({ space: 1, vector, k: 20 }).keys)
    expect(search.truth).toEqual(index.search({ space: 1, vector, k: 20, exact: true }).keys)
    // What is asked for stands in the first list that is scanned, and members are what the lists hold.
    expect(lists[search.found[0] as number]).toBe(search.scanned[0])
    expect(search.compared).toBeLessThan(4001)
    const kept = new Set(search.kept)
    expect(search.found.every((key) => kept.has(key))).toBe(true)
  })

  it('says where all are compared, that there are no lists, and that nothing was asked', () => {
    const { index, rows } = indexOf(300)
    expect(index.walk(1, null)).toEqual({
      keys: new Uint32Array(0),
      lists: new Uint32Array(0),
      count: 0,
      search: null,
    })
    const { search } = index.walk(1, { vector: rows[0] as Float32Array, k: 5 })
    expect([search?.path, search?.compared, search?.found.length]).toEqual(['exact', 300, 5])
    expect(index.walk(2, null).keys.length).toBe(0)
  })
})
