/** Slow and obvious answers over at most a handful of memories. */
interface Link {
  readonly from: number
  readonly to: number
  readonly type: string
  readonly weight: number
}

interface Step {
  readonly a: number
  readonly b: number
  readonly type: string
  readonly cost: number
}

export interface Walk {
  readonly steps: readonly Step[]
  readonly closed: ReadonlySet<number>
}

interface Ends {
  readonly from: number
  readonly to: number
}

/** Every step that may be taken, one a direction. */
export const walkable = (
  links: readonly Link[],
  options: {
    readonly direction: 'out' | 'in' | 'both'
    readonly types?: readonly string[] | undefined
    readonly withoutTypes: readonly string[]
    readonly cost: 'hops' | 'weight'
  },
): Step[] => {
  const { direction, types, withoutTypes, cost } = options
  return links
    .filter(({ type }) => (types === undefined || types.includes(type)) && !withoutTypes.includes(type))
    .flatMap(({ from, to, type, weight }) => {
      const price = cost === 'hops' ? 1 : 1 / Math.max(weight, 1e-300)
      const along = { a: from, b: to, type, cost: price }
      const against = { a: to, b: from, type, cost: price }
      return direction === 'out' ? [along] : direction === 'in' ? [against] : [along, against]
    })
}

const isClosed = ({ closed }: Walk, { from, to }: Ends): boolean => closed.has(from) || closed.has(to)

/** Dijkstra without a heap. */
export const naiveDistance = (walk: Walk, ends: Ends): number | null => {
  if (isClosed(walk, ends)) return null
  const distance = new Map([[ends.from, 0]])
  const done = new Set<number>()
  for (;;) {
    const [node] = [...distance.keys()]
      .filter((n) => !done.has(n))
      .sort((a, b) => (distance.get(a) as number) - (distance.get(b) as number))
    if (node === undefined) return null
    if (node === ends.to) return distance.get(node) as number
    done.add(node)
    for (const { a, b, cost } of walk.steps) {
      if (a !== node || walk.closed.has(b)) continue
      distance.set(
        b,
        Math.min(distance.get(b) ?? Number.POSITIVE_INFINITY, (distance.get(node) as number) + cost),
      )
    }
  }
}

/** Costs of all paths that pass no memory twice, cheapest first; paths over the same memories are one. */
export const everyPath = (walk: Walk, ends: Ends): number[] => {
  if (isClosed(walk, ends)) return []
  const costs: number[] = []
  const visit = (node: number, seen: readonly number[], cost: number): void => {
    if (node === ends.to) return void costs.push(cost)
    const next = new Map<number, number>()
    for (const step of walk.steps) {
      if (step.a !== node || walk.closed.has(step.b) || seen.includes(step.b)) continue
      next.set(step.b, Math.min(next.get(step.b) ?? Number.POSITIVE_INFINITY, step.cost))
    }
    for (const [b, price] of next) visit(b, [...seen, b], cost + price)
  }
  visit(ends.from, [ends.from], 0)
  return costs.sort((a, b) => a - b)
}

export const hopsFrom = (walk: Walk, start: number, depth: number): Map<number, number> => {
  const hops = new Map<number, number>()
  if (walk.closed.has(start)) return hops
  let front = new Set([start])
  const seen = new Set([start])
  for (let hop = 1; hop <= depth; hop++) {
    const next = walk.steps.filter(({ a, b }) => front.has(a) && !seen.has(b) && !walk.closed.has(b))
    front = new Set(next.map(({ b }) => b))
    for (const node of front) {
      seen.add(node)
      hops.set(node, hop)
    }
  }
  return hops
}
