/** What a setting gives, and what it costs. */
export interface Priced {
  readonly recall: number
  readonly cost: number
}

/** Places of those that no other beats: none is as good in both and better in one. Cheapest first; of equals the first. */
export const frontierOf = (points: readonly Priced[]): number[] => {
  const order = points
    .map((_, place) => place)
    .sort((a, b) => {
      const [one, other] = [points[a] as Priced, points[b] as Priced]
      return one.cost - other.cost || other.recall - one.recall || a - b
    })
  let best = Number.NEGATIVE_INFINITY
  return order.filter((place) => {
    const { recall } = points[place] as Priced
    if (recall <= best) return false
    best = recall
    return true
  })
}

/** Place of the cheapest that gives so much recall; null where none does. */
export const cheapestHolding = (points: readonly Priced[], recall: number): number | null =>
  frontierOf(points).find((place) => (points[place] as Priced).recall >= recall) ?? null
