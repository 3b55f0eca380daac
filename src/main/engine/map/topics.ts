import type { Vectors } from './vectors.ts'
import { samplePlaces } from './vectors.ts'

/** Regions of the map, and parts of each at most: as many as there are colours. */
export const REGIONS = 8
/** Fewer vectors are no region, or no part of one. */
const LEAST = 12
/** Vectors that centres of regions are fitted to, and those of the parts of one, at most. */
const FITTED = { regions: 6000, parts: 2000 }
const ROUNDS = 10
/** Vectors between two pauses. */
const SLICE = 500

/**
 * Regions by meaning and parts of each, by spherical k-means in the space of the vectors, not on the map: a region that
 * the map tears apart keeps its colour. `region * 8 + part`; regions and parts are numbered by size, the largest first.
 * @yields how much is done, 0 to 1
 */
export function* topicsOf(vectors: Vectors, random: () => number): Generator<number, Uint8Array> {
  const all = Uint32Array.from({ length: vectors.count }, (_, i) => i)
  const regions = yield* clustered({ vectors, places: all, most: FITTED.regions }, random, (part) => part / 2)
  const topics = new Uint8Array(vectors.count)
  const members = groups(all, regions)
  for (const [region, places] of members.entries()) {
    const parts = yield* clustered(
      { vectors, places, most: FITTED.parts },
      random,
      (part) => 0.5 + (region + part) / members.length / 2,
    )
    for (const [i, place] of places.entries()) topics[place] = region * REGIONS + parts[i]!
  }
  return topics
}

const groups = (places: Uint32Array, numbers: Uint8Array): Uint32Array[] => {
  const count = numbers.reduce((most, one) => Math.max(most, one + 1), 0)
  return Array.from({ length: count }, (_, group) => places.filter((_place, i) => numbers[i] === group))
}

interface Clustering {
  readonly vectors: Vectors
  readonly places: Uint32Array
  /** That centres are fitted to. */
  readonly most: number
}

function* clustered(
  { vectors, places, most }: Clustering,
  random: () => number,
  told: (part: number) => number,
): Generator<number, Uint8Array> {
  const count = Math.max(1, Math.min(REGIONS, Math.floor(places.length / LEAST)))
  const assigned = new Uint8Array(places.length)
  if (count === 1) return assigned
  const fitted = samplePlaces(places.length, most, random).map((i) => places[i]!)
  const centres = firstCentres(vectors, fitted, count, random)
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centres.map((centre) => new Float64Array(centre.length))
    for (let i = 0; i < fitted.length; i++) {
      const vector = vectors.at(fitted[i]!)
      const sum = sums[nearest(vector, centres)]!
      for (let d = 0; d < sum.length; d++) sum[d]! += vector[d]!
      if (i % SLICE === SLICE - 1) yield told((round / ROUNDS) * 0.6)
    }
    for (const [i, sum] of sums.entries()) if (normalised(sum)) centres[i] = sum
  }
  for (let i = 0; i < places.length; i++) {
    assigned[i] = nearest(vectors.at(places[i]!), centres)
    if (i % SLICE === SLICE - 1) yield told(0.6 + (i / places.length) * 0.4)
  }
  return bySize(assigned, count)
}

/** Each next one is drawn by how far it is from those before (Arthur and Vassilvitskii 2007). */
const firstCentres = (
  vectors: Vectors,
  places: Uint32Array,
  count: number,
  random: () => number,
): Float64Array[] => {
  const first = Float64Array.from(vectors.at(places[Math.floor(random() * places.length)]!))
  normalised(first)
  const centres = [first]
  const far = new Float64Array(places.length).fill(Number.POSITIVE_INFINITY)
  while (centres.length < count) {
    let total = 0
    for (let i = 0; i < places.length; i++) {
      far[i] = Math.min(far[i]!, Math.max(0, 1 - dot(vectors.at(places[i]!), centres.at(-1)!)))
      total += far[i]!
    }
    let drawn = random() * total
    let at = 0
    while (at < places.length - 1 && drawn > far[at]!) drawn -= far[at++]!
    const next = Float64Array.from(vectors.at(places[at]!))
    normalised(next)
    centres.push(next)
  }
  return centres
}

const nearest = (vector: Float32Array, centres: readonly Float64Array[]): number => {
  let [best, most] = [0, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < centres.length; i++) {
    const score = dot(vector, centres[i]!)
    if (score > most) [best, most] = [i, score]
  }
  return best
}

/** A hot loop: four sums, as one would wait for itself. */
const dot = (vector: Float32Array, centre: Float64Array): number => {
  let [a, b, c, e] = [0, 0, 0, 0]
  const whole = centre.length & ~3
  for (let d = 0; d < whole; d += 4) {
    a += vector[d]! * centre[d]!
    b += vector[d + 1]! * centre[d + 1]!
    c += vector[d + 2]! * centre[d + 2]!
    e += vector[d + 3]! * centre[d + 3]!
  }
  for (let d = whole; d < centre.length; d++) a += vector[d]! * centre[d]!
  return a + b + c + e
}

/** False, and unchanged, where it has no direction. */
const normalised = (vector: Float64Array): boolean => {
  let squares = 0
  for (const value of vector) squares += value * value
  if (!(squares > 0)) return false
  const scale = 1 / Math.sqrt(squares)
  for (let d = 0; d < vector.length; d++) vector[d]! *= scale
  return true
}

/** The same groups, the largest is 0; those without members come last, so that none is left out between. */
const bySize = (assigned: Uint8Array, count: number): Uint8Array => {
  const sizes = new Uint32Array(count)
  for (const one of assigned) sizes[one]! += 1
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || a - b)
  const numbers = new Uint8Array(count)
  for (const [number, group] of order.entries()) numbers[group] = number
  return assigned.map((one) => numbers[one]!)
}
