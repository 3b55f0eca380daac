import type { Clock, EmbedderSource, MemoryStore, VectorIndex } from '../ports.ts'
import { observedIndex, observedSource } from './observed-index.ts'
import { observedStore } from './observed-store.ts'
import type { Observer } from './observer.ts'

interface Observed {
  readonly store: MemoryStore
  readonly index: VectorIndex
  readonly clock: Clock
  readonly embedding?: { readonly source: EmbedderSource }
  readonly observer?: Observer | undefined
}

/** The ports of an engine, told to its observer; as they are where it has none. */
export const observedPorts = <T extends Observed>(ports: T): T => {
  const { store, index, embedding, clock, observer } = ports
  if (observer === undefined) return ports
  const parts = { observer, clock }
  return {
    ...ports,
    store: observedStore(store, parts),
    index: observedIndex(index, parts),
    ...(embedding && { embedding: { ...embedding, source: observedSource(embedding.source, parts) } }),
  }
}
