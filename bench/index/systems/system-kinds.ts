import type { SystemKind } from '../system.ts'
import { exact } from './exact.ts'
import { hnswlib } from './hnswlib.ts'
import { sqliteVec } from './sqlite-vec.ts'
import { usearch } from './usearch.ts'
import { zvec } from './zvec.ts'

const fractal = (way: 'bulk' | 'grown' | 'compact'): SystemKind => ({
  name: way === 'bulk' ? 'fractal' : `fractal ${way}`,
  cached: false,
  start: async (options) => (await import('./fractal.ts')).startFractal(way, options),
})

/** All that is measured; ours first. */
export const systemKinds: readonly SystemKind[] = [
  fractal('bulk'),
  fractal('grown'),
  fractal('compact'),
  hnswlib,
  usearch('bf16'),
  usearch('f32'),
  zvec('hnsw'),
  zvec('ivf-rabitq'),
  exact,
  sqliteVec,
]
