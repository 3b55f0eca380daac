import type { Link, Node } from './read-source.ts'

/** Who is linked to whom, by id. */
export interface Neighbourhood {
  /** Number of links at either end. */
  degree(id: string): number
  /** Where links of a type lead to from a node, in source order. */
  targets(id: string, type: string): readonly Node[]
  /** Where links of a type come from to a node, in source order. */
  sources(id: string, type: string): readonly Node[]
}

const append = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

export const neighbourhoodOf = (nodes: readonly Node[], links: readonly Link[]): Neighbourhood => {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const degrees = new Map<string, number>()
  const forward = new Map<string, Node[]>()
  const backward = new Map<string, Node[]>()
  for (const { from, to, type } of links) {
    for (const end of [from, to]) degrees.set(end, (degrees.get(end) ?? 0) + 1)
    append(forward, `${from} ${type}`, byId.get(to)!)
    append(backward, `${to} ${type}`, byId.get(from)!)
  }
  return {
    degree: (id) => degrees.get(id) ?? 0,
    targets: (id, type) => forward.get(`${id} ${type}`) ?? [],
    sources: (id, type) => backward.get(`${id} ${type}`) ?? [],
  }
}
