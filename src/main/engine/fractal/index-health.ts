import type { IndexHealth } from '#engine/ports'
import type { FractalIndex } from './fractal-index.ts'

/** What the lists of one space look like, for people. */
export const indexHealth = (index: FractalIndex, space: number): IndexHealth => {
  const found = index.health().find((one) => one.space === space)
  const { profile, isExact } = index.settings
  const { bytes, builds, isBuilding } = index.stats()
  return {
    vectors: found?.vectors ?? 0,
    isExact,
    profile,
    bytes,
    builds,
    isBuilding,
    tree: found?.tree ?? null,
  }
}
