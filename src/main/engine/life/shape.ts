import type { Shape } from '#contract/life'
import type { MemoryStore } from '../ports.ts'
import { ALL_MEMORIES, evenly } from './all-memories.ts'
import { rowsOf } from './episodes.ts'
import { fractalDimension } from './fractal-dimension.ts'

/** Places that are read for the dimension. */
const MOST_PLACES = 20_000

/** How the memories of a namespace lie in space, and hang together by links (LIFE-7). */
export const shapeOf = async (store: MemoryStore, namespace: string): Promise<Shape> => {
  const keys = await store.matching(namespace, ALL_MEMORIES)
  const sampled = evenly(keys, MOST_PLACES)
  const rows = await rowsOf(store, sampled)
  return {
    memories: keys.length,
    sampled: rows.length,
    fractalDimension: fractalDimension(rows.map(({ row }) => row.coordinate)),
    components: await componentsOf(store, namespace, keys.length),
  }
}

/** A memory without a link to another is a component of its own. */
const componentsOf = async (
  store: MemoryStore,
  namespace: string,
  memories: number,
): Promise<Shape['components']> => {
  const sizes = await store.componentSizes(namespace)
  const linked = sizes.reduce((sum, size) => sum + size, 0)
  const lone = Math.max(0, memories - linked)
  return {
    count: sizes.length + lone,
    largest: sizes[0] ?? Math.min(1, lone),
    // A link to itself joins a memory with no other.
    isolated: lone + sizes.filter((size) => size === 1).length,
  }
}
