import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import { cheapestHolding, frontierOf, type Priced } from './pareto.ts'

const beats = (one: Priced, other: Priced): boolean =>
  one.recall >= other.recall && one.cost <= other.cost && (one.recall > other.recall || one.cost < other.cost)

/** From a small grid, so that there are ties. */
const cloud = (seed: number): Priced[] => {
  const random = randomFrom(seed)
  const size = Math.floor(random() * 40)
  return Array.from({ length: size }, () => ({
    recall: Math.floor(random() * 12) / 12,
    cost: Math.floor(random() * 12),
  }))
}

describe('the frontier', () => {
  it('QUAL-3 is what no other point beats, by comparing each with each', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const points = cloud(seed)
      const unbeaten = points.filter((point) => !points.some((other) => beats(other, point)))
      const key = ({ recall, cost }: Priced): string => `${recall} ${cost}`
      const found = frontierOf(points).map((place) => points[place]!)
      expect(found.map(key), `seed ${seed}`).toEqual([
        ...new Set(unbeaten.sort((a, b) => a.cost - b.cost).map(key)),
      ])
    }
  })

  it('QUAL-3 the smallest setting that holds a recall is the cheapest of all that do', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const points = cloud(seed)
      for (const recall of [0, 0.5, 0.95, 1]) {
        const costs = points.filter((point) => point.recall >= recall).map(({ cost }) => cost)
        const found = cheapestHolding(points, recall)
        if (costs.length === 0) expect(found).toBeNull()
        else expect(points[found!]!.cost, `seed ${seed}`).toBe(Math.min(...costs))
      }
    }
  })
})
