import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { randomFrom } from '#engine/fractal/random'
import { FormedIndex } from '#workers/formed-index'

const folder = mkdtempSync(join(tmpdir(), 'soma-formed-'))
afterAll(() => rmSync(folder, { recursive: true }))

const dimension = 64
const random = randomFrom(5)
const vector = (): Float32Array => Float32Array.from({ length: dimension }, () => random() - 0.5)
const kernel = chooseKernel()

const batchOf = (rows: readonly { readonly key: number; readonly vector?: Float32Array }[]) => {
  const vectors = new Float32Array(rows.length * dimension)
  for (const [i, row] of rows.entries()) vectors.set(row.vector ?? [], i * dimension)
  return {
    spaces: new Uint32Array(rows.length).fill(1),
    keys: Uint32Array.from(rows, ({ key }) => key),
    alive: Uint8Array.from(rows, (row) => (row.vector ? 1 : 0)),
    vectors,
    complete: true,
  }
}

const formed = (path: string | null, isCompact = false): FormedIndex =>
  new FormedIndex({
    dimension,
    path,
    settings: { isCompact, profile: 'fast' },
    make: (settings, compact) =>
      new FractalIndex({ dimension, kernel, settings, ...(compact && { compact }) }),
    onError: (error) => {
      throw error
    },
  })

describe('the form of an index', () => {
  const rows = Array.from({ length: 2600 }, (_, key) => ({ key, vector: vector() }))
  const queries = Array.from({ length: 20 }, vector)
  const exactly = (index: FormedIndex) =>
    queries.map((query) => index.index.search({ space: 1, vector: query, k: 10, exact: true }))

  it('IDX-10 changes while it is in use: nothing is lost, its trees stay, and the disk is as it was', () => {
    const one = formed(join(folder, 'vectors.fractal'))
    const never = formed(join(folder, 'never.fractal'))
    for (const index of [one, never]) index.change((each) => each.apply(batchOf(rows)))
    one.index.settle()
    never.index.settle()
    const { bytes, unsaved, builds } = one.stats
    let least = bytes
    const { lists } = one.index.health()[0]!.tree!
    for (const isCompact of [true, false]) {
      one.configure({ isCompact })
      for (let slice = 0; one.step(); slice++) {
        const changed = [{ key: slice * 3, vector: vector() }, { key: slice * 3 + 1 }]
        for (const index of [one, never]) index.change((each) => each.apply(batchOf(changed)))
        expect(one.index.search({ space: 1, vector: changed[0]!.vector!, k: 1 }).keys[0]).toBe(slice * 3)
      }
      const now = one.stats
      if (isCompact) least = now.bytes
      else expect(now.bytes).toBeGreaterThan(least * 1.2)
      expect(least).toBeLessThan(bytes * 0.8)
      expect(now).toMatchObject({ vectors: never.stats.vectors, builds })
      expect(now.unsaved).toBeGreaterThanOrEqual(unsaved)
      expect(Math.abs(one.index.health()[0]!.tree!.lists - lists)).toBeLessThan(20)
      expect(exactly(one)).toEqual(exactly(never))
    }
    if (process.platform !== 'win32') expect(readdirSync(folder)).toEqual([])
  })

  it('IDX-10 is the one that was asked for from the start, or after all was cleared', () => {
    const index = formed(join(folder, 'vectors.fractal'), true)
    index.change((each) => each.apply(batchOf(rows)))
    const { bytes } = index.stats
    index.configure({ isCompact: false })
    index.clear()
    index.change((each) => each.apply(batchOf(rows)))
    expect(index.step()).toBe(false)
    expect(bytes).toBeLessThan(index.stats.bytes * 0.7)
    expect(index.stats.vectors).toBe(2600)
  })

  it('IDX-10 goes back before it was reached, and is not changed where nothing may be on the disk', () => {
    const kept = formed(join(folder, 'vectors.fractal'))
    kept.change((each) => each.apply(batchOf(rows)))
    const { bytes } = kept.stats
    kept.configure({ isCompact: true })
    expect(kept.step()).toBe(true)
    kept.configure({ isCompact: false })
    expect(kept.step()).toBe(false)
    expect(kept.stats.bytes).toBe(bytes)
    const nowhere = formed(null)
    nowhere.configure({ isCompact: true })
    expect(nowhere.step()).toBe(false)
  })
})
