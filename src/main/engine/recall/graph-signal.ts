import type { LinkColumns, MemoryKey } from '../ports.ts'
import type { Signal } from './fuse.ts'

/** What a hop leaves of an activation. */
const DECAY = 0.5

/**
 * Spreads activation from seeds along links, both ways, hop by hop. A memory passes on a part of what it has, shared out
 * among its links by their weight and damped by the root of their number, so that a hub does not drown what lies behind
 * it (Crestani, 1997). A memory keeps the most that reached it. The seeds themselves get what others send them.
 * @returns for what was reached, divided by the greatest
 */
export const spreadActivation = (
  links: LinkColumns,
  seeds: ReadonlyMap<MemoryKey, number>,
  hops: number,
): Map<MemoryKey, number> => {
  const neighbours = adjacency(links)
  const reached = new Map<MemoryKey, number>()
  let front: ReadonlyMap<MemoryKey, number> = seeds
  for (let hop = 0; hop < hops; hop++) {
    const next = new Map<MemoryKey, number>()
    for (const [key, activation] of front) {
      const around = neighbours.get(key)
      if (around === undefined) continue
      const heaviest = Math.max(...around.values())
      for (const [other, weight] of around) {
        const passed = (DECAY * activation * weight) / (heaviest * Math.sqrt(around.size))
        next.set(other, (next.get(other) ?? 0) + passed)
      }
    }
    for (const [key, activation] of next) reached.set(key, Math.max(reached.get(key) ?? 0, activation))
    front = next
  }
  const greatest = Math.max(0, ...reached.values())
  return new Map([...reached].map(([key, activation]) => [key, greatest > 0 ? activation / greatest : 0]))
}

/** Neighbours of each memory with the weights of the links to them added up. */
const adjacency = ({ from, to, weight }: LinkColumns): Map<MemoryKey, Map<MemoryKey, number>> => {
  const neighbours = new Map<MemoryKey, Map<MemoryKey, number>>()
  const join = (a: MemoryKey, b: MemoryKey, w: number): void => {
    const around = neighbours.get(a) ?? new Map<MemoryKey, number>()
    neighbours.set(a, around.set(b, (around.get(b) ?? 0) + w))
  }
  for (let i = 0; i < from.length; i++) {
    const [a, b, w] = [from[i] as number, to[i] as number, weight[i] as number]
    if (a === b) continue
    join(a, b, w)
    join(b, a, w)
  }
  return neighbours
}

/** Activation as a signal: raw and normalised are the same. */
export const graphSignal = (activation: ReadonlyMap<MemoryKey, number>): Signal => {
  const order = [...activation].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const places = new Map(order.map(([key], i) => [key, i + 1]))
  return {
    name: 'graph',
    raw: (key) => activation.get(key) ?? 0,
    normalised: (key) => activation.get(key) ?? 0,
    rank: (key) => places.get(key) ?? null,
  }
}
