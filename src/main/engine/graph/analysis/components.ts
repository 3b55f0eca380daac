import { bySize } from './by-size.ts'
import type { NeighbourLists } from './neighbour-lists.ts'

/** Which memories some way along links joins, in any direction. */
export const components = ({ nodes, start, neighbour }: NeighbourLists) => {
  const found = new Int32Array(nodes).fill(-1)
  const waiting = new Uint32Array(nodes)
  for (let first = 0, number = 0; first < nodes; first++) {
    if (found[first] !== -1) continue
    found[first] = number
    waiting[0] = first
    for (let size = 1; size > 0; ) {
      const node = waiting[--size] as number
      for (let i = start[node] as number; i < (start[node + 1] as number); i++) {
        const other = neighbour[i] as number
        if (found[other] !== -1) continue
        found[other] = number
        waiting[size++] = other
      }
    }
    number++
  }
  return bySize(found)
}
