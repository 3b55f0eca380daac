import type { GraphColumns } from '../../graph-ports.ts'

const DAMPING = 0.85
const MOST_ROUNDS = 100
/** The ranks have settled where all together move less. */
const SETTLED = 1e-7

/** Where somebody who follows links for ever, the heavier the likelier, is found (Page and others, 1998). Sums to 1. */
export const pageRank = ({ keys, from, to, weight }: GraphColumns): Float32Array => {
  const nodes = keys.length
  const leaving = new Float64Array(nodes)
  for (let i = 0; i < from.length; i++) {
    leaving[from[i] as number] = (leaving[from[i] as number] as number) + (weight[i] as number)
  }
  let rank = new Float64Array(nodes).fill(1 / nodes)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let lost = 0
    for (let node = 0; node < nodes; node++) if (leaving[node] === 0) lost += rank[node] as number
    const next = new Float64Array(nodes).fill((1 - DAMPING + DAMPING * lost) / nodes)
    for (let i = 0; i < from.length; i++) {
      const source = from[i] as number
      const part = ((rank[source] as number) * (weight[i] as number)) / (leaving[source] as number)
      next[to[i] as number] = (next[to[i] as number] as number) + DAMPING * part
    }
    const moved = next.reduce((sum, one, node) => sum + Math.abs(one - (rank[node] as number)), 0)
    rank = next
    if (moved < SETTLED) break
  }
  return Float32Array.from(rank)
}
