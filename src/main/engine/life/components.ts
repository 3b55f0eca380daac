import type { MemoryKey, MemoryStore } from '../ports.ts'

const CHUNK = 500
const EVERY_LINK = 1_000_000

export interface Components {
  readonly count: number
  readonly largest: number
  /** Memories without a link to another. */
  readonly isolated: number
}

/** Weakly connected components of living memories, by union-find (Tarjan 1975). @param keys ascending */
export const componentsOf = async (store: MemoryStore, keys: Uint32Array): Promise<Components> => {
  const parent = new Map<MemoryKey, MemoryKey>()
  const root = (key: MemoryKey): MemoryKey => {
    let at = key
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      parent.set(at, parent.get(up) ?? up)
      at = up
    }
    return at
  }
  for (let at = 0; at < keys.length; at += CHUNK) {
    const { from, to } = await store.linksAround(keys.slice(at, at + CHUNK), EVERY_LINK)
    from.forEach((key, i) => {
      parent.set(root(key), root(to[i] as number))
    })
  }
  const sizes = new Map<MemoryKey, number>()
  for (const key of keys) sizes.set(root(key), (sizes.get(root(key)) ?? 0) + 1)
  const all = [...sizes.values()]
  const largest = all.reduce((most, size) => Math.max(most, size), 0)
  return { count: all.length, largest, isolated: all.filter((size) => size === 1).length }
}
