import { AllowedKeys } from '../keywords/allowed-keys.ts'
import type { MemoryKey, MemoryStore } from '../ports.ts'
import type { FusedKey, Signal } from './fuse.ts'
import { graphSignal, spreadActivation } from './graph-signal.ts'

/** From so many of the best that the other signals find, the walk starts. */
const STARTS = 10
/** Links of one memory that are walked, the heaviest first. */
const MOST_LINKS = 64
/** Memories that the links alone may bring. */
const MOST_BROUGHT = 200

export interface GraphFound {
  readonly signal: Signal
  readonly isHeard: boolean
  /** Links that were walked. */
  readonly links: number
  /** What is reached and stands in no other list, best first. */
  readonly brought: readonly MemoryKey[]
}

/** What links lead to from named seeds and from the best of the other signals. */
export const graphAround = async (
  store: MemoryStore,
  {
    starts: best,
    listed,
    seeds,
    allowed,
  }: {
    /** What the walk may start from, best first. */
    readonly starts: readonly FusedKey[]
    /** What other signals brought. */
    readonly listed: readonly MemoryKey[]
    readonly seeds: readonly MemoryKey[]
    readonly allowed: Uint32Array | undefined
  },
): Promise<GraphFound> => {
  const starts = startsOf(best, seeds)
  const links = await store.linksAround(Uint32Array.from(starts.keys()), MOST_LINKS)
  const activation = spreadActivation(links, starts, 1)
  const known = new Set(listed)
  const mayCome = allowed && new AllowedKeys(allowed)
  const brought = [...activation]
    .filter(([key]) => !known.has(key) && (mayCome === undefined || mayCome.has(key)))
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_BROUGHT)
    .map(([key]) => key)
  return { signal: graphSignal(activation), isHeard: activation.size > 0, links: links.from.length, brought }
}

/** A named seed counts as much as the best hit. */
const startsOf = (base: readonly FusedKey[], seeds: readonly MemoryKey[]): Map<MemoryKey, number> => {
  const best = base[0]?.score || 1
  const starts = new Map(base.slice(0, STARTS).map(({ key, score }) => [key, score / best]))
  for (const seed of seeds) starts.set(seed, 1)
  return starts
}
