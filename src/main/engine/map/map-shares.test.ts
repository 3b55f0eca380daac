import { expect, it } from 'vitest'
import type { MapProgress } from '#contract/map'
import { type MapSize, shareOf } from './map-shares.ts'

const stagesOf: Readonly<Record<string, readonly MapProgress['stage'][]>> = {
  pca: ['copy', 'plane', 'topics', 'lonely', 'read'],
  umap: ['copy', 'plane', 'topics', 'neighbours', 'layout', 'place', 'lonely', 'read'],
}

it.each([
  { vectors: 100, method: 'pca', outliers: true },
  { vectors: 100_000, method: 'pca', outliers: true },
  { vectors: 100_000, method: 'umap', outliers: true },
] as const)('how far a map is only grows, from nothing to all of it: %o', (size: MapSize) => {
  const stages = stagesOf[size.method] as readonly MapProgress['stage'][]
  const shares = stages.flatMap((stage) => [0, 0.5, 1].map((done) => shareOf(size, stage, done)))
  expect(shares[0]).toBe(0)
  expect(shares.at(-1)).toBeCloseTo(1, 12)
  expect(shares.toSorted((a, b) => a - b)).toEqual(shares)
})

it('what is not to be done takes no share', () => {
  const small = { vectors: 20_000, method: 'umap', outliers: false } as const
  expect(shareOf(small, 'layout', 1)).toBe(shareOf(small, 'read', 0))
})
