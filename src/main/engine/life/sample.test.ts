import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import { sampleByWeight, sampleUniformly } from './sample.ts'

const keys = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i + 10)

describe('samples', () => {
  it('LIFE-5 have nothing twice and nothing foreign, as many as asked for or all, the same for a seed', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(80), fc.integer(), (total, count, seed) => {
        const drawn = sampleUniformly(keys(total), count, randomFrom(seed))
        expect(drawn).toEqual(sampleUniformly(keys(total), count, randomFrom(seed)))
        expect(drawn).toHaveLength(Math.min(total, count))
        expect(new Set(drawn).size).toBe(drawn.length)
        expect([...drawn].every((key) => key >= 10 && key < 10 + total)).toBe(true)
      }),
    )
  })

  it('LIFE-5 draw each as often as any other', () => {
    const random = randomFrom(1)
    const times = new Float64Array(20)
    for (let i = 0; i < 4000; i++) for (const key of sampleUniformly(keys(20), 5, random)) times[key - 10]!++
    for (const time of times) expect(Math.abs(time / 4000 - 0.25)).toBeLessThan(0.03)
  })

  it('LIFE-5 by weight draw as often as it weighs, first of all', async () => {
    const random = randomFrom(2)
    const weigh = async (some: Uint32Array) => Float64Array.from(some, (key) => (key - 9) / 10)
    const times = new Float64Array(10)
    for (let i = 0; i < 3000; i++) {
      const [first = 10] = await sampleByWeight(keys(10), 1, random, weigh)
      times[first - 10]!++
    }
    // 1 + 2 + ... + 10 = 55
    for (const [i, time] of times.entries()) expect(Math.abs(time / 3000 - (i + 1) / 55)).toBeLessThan(0.03)
  })

  it('LIFE-5 by weight come to an end where nothing, or next to nothing, weighs anything', async () => {
    for (const weight of [0, 1e-12]) {
      let weighed = 0
      const weigh = async (some: Uint32Array) => {
        weighed += some.length
        return new Float64Array(some.length).fill(weight)
      }
      const drawn = await sampleByWeight(keys(1000), 7, randomFrom(3), weigh)
      expect(new Set(drawn).size).toBe(7)
      expect(weighed).toBeLessThan(3000)
    }
    expect(await sampleByWeight(keys(0), 5, randomFrom(1), async () => new Float64Array())).toHaveLength(0)
  })
})
