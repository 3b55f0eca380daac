import type { NeighbourLists } from './neighbour-lists.ts'

/**
 * Core numbers in linear time (Batagelj and Zaversnik, 2003): nodes stand sorted by degree; taking the least away
 * moves each of its neighbours one place down, by a swap with the first of its degree.
 */
export const cores = ({ nodes, start, neighbour }: NeighbourLists): Uint32Array => {
  const core = Uint32Array.from(
    { length: nodes },
    (_, node) => (start[node + 1] as number) - (start[node] as number),
  )
  const { first, order, place } = sortedByDegree(core)
  for (let i = 0; i < nodes; i++) {
    const node = order[i] as number
    for (let at = start[node] as number; at < (start[node + 1] as number); at++) {
      const other = neighbour[at] as number
      const degree = core[other] as number
      if (degree <= (core[node] as number)) continue
      const head = first[degree] as number
      const swapped = order[head] as number
      const from = place[other] as number
      order[head] = other
      order[from] = swapped
      place[other] = head
      place[swapped] = from
      first[degree] = head + 1
      core[other] = degree - 1
    }
  }
  return core
}

const sortedByDegree = (degree: Uint32Array) => {
  const most = degree.reduce((a, b) => Math.max(a, b), 0)
  const first = new Uint32Array(most + 2)
  for (const one of degree) first[one + 1] = (first[one + 1] as number) + 1
  for (let d = 0; d <= most; d++) first[d + 1] = (first[d + 1] as number) + (first[d] as number)
  const next = first.slice()
  const order = new Uint32Array(degree.length)
  const place = new Uint32Array(degree.length)
  for (const [node, one] of degree.entries()) {
    const at = next[one] as number
    next[one] = at + 1
    order[at] = node
    place[node] = at
  }
  return { first, order, place }
}
