import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { never } from '../recall/engine.ts'
import { A, openLife, resultOf } from './world.ts'

describe('outliers', () => {
  const reportOf = async (world: Awaited<ReturnType<typeof openLife>>, sample = 2000) =>
    (await resultOf(world.engine.life.outliers({ namespace: A, sample, limit: 10 }, never()))).report

  it('LIFE-8 are memories far from their neighbours, with the numbers that say so', async () => {
    const world = await openLife()
    const words = ['red', 'green', 'blue', 'white', 'black', 'grey']
    for (let x = 0; x < 40; x++)
      await world.episode(x, `the ${words[x % 6]} car drove down the ${words[x % 5]} road`)
    await world.episode(99, 'xylophone quartz zeppelin')
    const report = await reportOf(world)
    expect(report).toMatchObject({ memories: 41, sampled: 41, neighbours: 5, threshold: 3.5 })
    expect(report.outliers.map(({ memory }) => memory.coordinate)).toEqual([[99, 0]])
    const [outlier] = report.outliers
    expect(outlier?.score).toBeGreaterThan(3.5)
    expect(outlier?.reason).toContain(outlier?.distance.toFixed(2))
    expect(outlier?.nearest).not.toBeNull()
  })

  it('LIFE-8 are none where all are one, or too few', async () => {
    const world = await openLife()
    expect(await reportOf(world)).toMatchObject({ memories: 0, median: null, outliers: [] })
    for (let x = 0; x < 9; x++) await world.episode(x, 'the same')
    expect(await reportOf(world)).toMatchObject({ sampled: 9, median: null, outliers: [] })
    for (let x = 9; x < 20; x++) await world.episode(x, 'the same')
    expect(await reportOf(world, 15)).toMatchObject({ memories: 20, sampled: 15, outliers: [] })
  })

  it('LIFE-8 can be cancelled on the way', async () => {
    const world = await openLife()
    for (let x = 0; x < 60; x++) await world.episode(x, `word${x}`)
    const stop = new AbortController()
    const items = world.engine.life.outliers({ namespace: A, sample: 60, limit: 5 }, stop.signal)
    await items.next()
    expect(await items.next()).toMatchObject({ value: { type: 'progress', done: 50, total: 60 } })
    stop.abort(new Error('enough'))
    await expect(items.next()).rejects.toThrow('enough')
  })
})

describe('the shape of a namespace', () => {
  it('LIFE-7 counts components as a walk from memory to memory does', async () => {
    const links = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 14 })
    await fc.assert(
      fc.asyncProperty(links, async (pairs) => {
        const world = await openLife()
        for (let x = 0; x < 12; x++) await world.episode(x, `m${x}`)
        const drafts = pairs.map(([a, b]) => ({ from: [a, 0], to: [b, 0], type: 'x', weight: 1, note: null }))
        if (drafts.length > 0) await world.engine.links.putMany(A, drafts, 'ann')
        const sizes = walked(12, pairs)
        const { components, memories } = await world.engine.life.shape(A)
        expect(memories).toBe(12)
        expect(components).toEqual({
          count: sizes.length,
          largest: Math.max(...sizes),
          isolated: sizes.filter((size) => size === 1).length,
        })
      }),
      { numRuns: 15 },
    )
  })

  it('LIFE-7 is defined for an empty namespace', async () => {
    const world = await openLife()
    expect(await world.engine.life.shape(A)).toEqual({
      memories: 0,
      sampled: 0,
      fractalDimension: 0,
      components: { count: 0, largest: 0, isolated: 0 },
    })
  })
})

/** Sizes of the components, by walking from each that was not seen. */
const walked = (count: number, pairs: readonly (readonly [number, number])[]): number[] => {
  const seen = new Set<number>()
  const sizes: number[] = []
  for (let start = 0; start < count; start++) {
    if (seen.has(start)) continue
    const open = [start]
    let size = 0
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue
      seen.add(at)
      size++
      for (const [a, b] of pairs) if (a === at || b === at) open.push(a === at ? b : a)
    }
    sizes.push(size)
  }
  return sizes
}
