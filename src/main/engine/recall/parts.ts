import type { Fusion, Weights } from '#contract/recall'
import type { SalienceSettings } from '../gate/salience.ts'
import type { Clock, Embedder, MemoryStore, VectorIndex } from '../ports.ts'
import type { IndexSync } from '../vectors/index-sync.ts'
import type { FilterCache } from './filter-cache.ts'
import type { SelfTests } from './self-test/self-tests.ts'

/** What recall works with. */
export interface RecallParts {
  readonly store: MemoryStore
  readonly index: VectorIndex
  readonly sync: IndexSync
  readonly embedder: Embedder
  readonly clock: Clock
  readonly filters: FilterCache
  readonly weights: Weights
  readonly fusion: Fusion
  readonly selfTests: Pick<SelfTests, 'of'>
  readonly salience: SalienceSettings
}
