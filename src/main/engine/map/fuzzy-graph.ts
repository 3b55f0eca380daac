const ITERATIONS = 64
/** Of what a sum of weights may be off. */
const EXACT = 1e-5
/** A neighbour's share of the usual distance is never less: what is doubled is no end of nearness. */
const LEAST_SHARE = 1e-3

export interface Neighbours {
  readonly count: number
  /** Of each. */
  readonly k: number
  /** Row-major [count x k], nearest first; 2 ** 32 - 1 where there are fewer. */
  readonly places: Uint32Array
  /** 1 - cosine. */
  readonly distances: Float32Array
}

/** Both directions of each link stand there. */
export interface FuzzyGraph {
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly weight: Float32Array
}

const none = 0xffff_ffff

/** How much each is a neighbour of each (McInnes, Healy and Melville 2018, algorithms 2 and 3): the union of both views. */
export const fuzzyGraph = (neighbours: Neighbours): FuzzyGraph => {
  const { count, k, places } = neighbours
  const own = membershipOf(neighbours)
  const weightOf = (from: number, to: number): number => {
    for (let i = from * k; i < from * k + k; i++) if (places[i] === to) return own[i]!
    return 0
  }
  const [from, to, weight] = [
    new Uint32Array(places.length * 2),
    new Uint32Array(places.length * 2),
    new Float32Array(places.length * 2),
  ]
  let size = 0
  for (let i = 0; i < count; i++) {
    for (let n = i * k; n < i * k + k; n++) {
      const other = places[n]!
      if (other === none || other === i) continue
      const back = weightOf(other, i)
      // A link that both have stands there once.
      if (back > 0 && other < i) continue
      const both = own[n]! + back - own[n]! * back
      for (const [a, b] of [
        [i, other],
        [other, i],
      ] as const) {
        from[size] = a
        to[size] = b
        weight[size] = both
        size += 1
      }
    }
  }
  return { from: from.slice(0, size), to: to.slice(0, size), weight: weight.slice(0, size) }
}

/** Each has the same sum of weights: log2 of the number of neighbours. */
const membershipOf = ({ count, k, places, distances }: Neighbours): Float32Array => {
  const weights = new Float32Array(places.length)
  const wanted = Math.log2(k)
  let usual = 0
  for (const distance of distances) if (Number.isFinite(distance)) usual += distance / distances.length
  for (let i = 0; i < count; i++) {
    const mine = distances.subarray(i * k, i * k + k)
    const first = mine.find((distance) => distance > 0) ?? 0
    const scale = Math.max(scaleOf(mine, first, wanted), usual * LEAST_SHARE, 1e-12)
    for (let n = 0; n < k; n++) {
      const isThere = places[i * k + n] !== none
      weights[i * k + n] = isThere ? Math.exp(-Math.max(0, mine[n]! - first) / scale) : 0
    }
  }
  return weights
}

const scaleOf = (distances: Float32Array, first: number, wanted: number): number => {
  let [low, high, scale] = [0, Number.POSITIVE_INFINITY, 1]
  for (let i = 0; i < ITERATIONS; i++) {
    let sum = 0
    for (const distance of distances) sum += Math.exp(-Math.max(0, distance - first) / scale)
    if (Math.abs(sum - wanted) < EXACT) return scale
    if (sum > wanted) high = scale
    else low = scale
    scale = Number.isFinite(high) ? (low + high) / 2 : scale * 2
  }
  return scale
}
