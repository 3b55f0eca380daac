import { randomFrom } from '../fractal/random.ts'
import { spreadOf } from '../life/robust-score.ts'
import type { MapDrawing, MapOrder, MapStage, ScoredKeys } from '../ports.ts'
import { fuzzyGraph, type Neighbours } from './fuzzy-graph.ts'
import { fitPlane, onPlane, type Plane } from './principal-plane.ts'
import { topicsOf } from './topics.ts'
import { umapLayout, umapRounds } from './umap-layout.ts'
import { samplePlaces, type Vectors } from './vectors.ts'

/** Points of a map at most; beyond that it is of a sample. */
const MOST_POINTS = 200_000
/** Vectors that the plane is fitted to, at most. */
const FITTED = 10_000
/** Points that UMAP lays out itself, at most; others come beside their neighbours among them. */
const MOST_LAID_OUT = 20_000
/** Neighbours that UMAP looks at of each, and those that say how lonely one is (LIFE-8). */
const NEIGHBOURS = 15
const CLOSE = 5
/** Fewer say nothing of what is usual. */
const FEWEST = 10
const none = 0xffff_ffff

export type FindNearest = (vector: Float32Array, k: number) => ScoredKeys

/** Vectors of a namespace, and their nearest. */
export interface MapSource {
  /** Ascending. */
  readonly keys: Uint32Array
  readonly dimension: number
  /** As in {@link Vectors}. */
  at(i: number): Float32Array
  readonly nearest: FindNearest
  /** The nearest among some of the keys alone: by an index of their own, which is built first, with pauses. */
  among(keys: Uint32Array): Generator<undefined, FindNearest>
}

export interface MapProgress {
  readonly stage: MapStage
  readonly done: number
  readonly total: number
}

/** Draws a map of vectors, with a pause every few milliseconds. The same vectors and seed give the same map. */
export function* drawMap(source: MapSource, order: MapOrder): Generator<MapProgress, MapDrawing> {
  const random = randomFrom(order.seed)
  const chosen = samplePlaces(source.keys.length, order.most ?? MOST_POINTS, random)
  const keys = chosen.map((place) => source.keys[place]!)
  const vectors: Vectors = {
    count: keys.length,
    dimension: source.dimension,
    at: (i) => source.at(chosen[i]!),
  }
  const plane = yield* told('plane', fitPlane(vectors, samplePlaces(keys.length, FITTED, random), random))
  const flat = yield* told('plane', flattened(vectors, plane))
  const topics = yield* told('topics', topicsOf(vectors, random))
  const shared = { keys, topics, plane: packed(plane), explained: plane.explained, of: source.keys.length }
  const laidOut = new Uint8Array(keys.length).fill(1)
  const crowd = { source, vectors, keys }
  if (order.method === 'pca') {
    const outliers = order.outliers ? yield* told('lonely', lonelinessOf(crowd)) : null
    return { ...shared, xy: flat, laidOut, outliers }
  }
  const lay = samplePlaces(keys.length, order.mostLaidOut ?? MOST_LAID_OUT, random)
  const isAll = lay.length === keys.length
  const among = lay.map((place) => keys[place]!)
  const isOfAll = among.length === source.keys.length
  const find = isOfAll ? source.nearest : yield* told('neighbours', begun(source.among(among)))
  const neighbours = yield* told('neighbours', neighboursAmong({ ...crowd, find }, lay))
  const xy = startingPlaces(flat, lay, random)
  const rounds = umapRounds(lay.length)
  for (const done of umapLayout(fuzzyGraph(neighbours), xy, random))
    yield { stage: 'layout', done, total: rounds }
  drawnIn(xy)
  if (isAll) return { ...shared, xy, laidOut, outliers: zScores(closeness(neighbours)) }
  laidOut.fill(0)
  for (const place of lay) laidOut[place] = 1
  const all = new Float32Array(keys.length * 2)
  for (const [i, place] of lay.entries()) all.set(xy.subarray(i * 2, i * 2 + 2), place * 2)
  yield* told('place', placedAmidst({ vectors, laidOut, among, find, xy }, all))
  const outliers = order.outliers ? yield* told('lonely', lonelinessOf(crowd)) : null
  return { ...shared, xy: all, laidOut, outliers }
}

/**
 * What has no link to the rest drifts as far as rounds last, and would make a speck of it: beyond the radius of nine in
 * ten, distances from the middle count by their logarithm. Which is farther, and what lies together, stays.
 */
export const drawnIn = (xy: Float32Array): void => {
  const count = xy.length / 2
  if (count < FEWEST) return
  const middle = (axis: 0 | 1): number =>
    Float32Array.from({ length: count }, (_, i) => xy[i * 2 + axis]!).sort()[count >> 1]!
  const [cx, cy] = [middle(0), middle(1)]
  const radii = Float32Array.from({ length: count }, (_, i) =>
    Math.hypot(xy[i * 2]! - cx, xy[i * 2 + 1]! - cy),
  )
  const usual = radii.toSorted()[Math.floor(count * 0.9)]!
  for (let i = 0; i < count; i++) {
    const radius = radii[i]!
    if (!(radius > usual)) continue
    const share = (usual * (1 + Math.log(radius / usual) / 2)) / radius
    xy[i * 2] = cx + (xy[i * 2]! - cx) * share
    xy[i * 2 + 1] = cy + (xy[i * 2 + 1]! - cy) * share
  }
}

/**
 * Where one belongs among its neighbours on a map: amid those of them that lie together, never in the void between two
 * groups. The middle of the one to which the others are nearest, and the two nearest to it.
 */
export const amidst = (near: readonly (readonly [number, number])[]): [number, number] => {
  const away = (a: readonly [number, number], b: readonly [number, number]): number =>
    Math.hypot(a[0] - b[0], a[1] - b[1])
  const sums = near.map((one) => near.reduce((sum, other) => sum + Math.sqrt(away(one, other)), 0))
  const centre = near[sums.indexOf(Math.min(...sums))] ?? [0, 0]
  const close = near.toSorted((a, b) => away(a, centre) - away(b, centre)).slice(0, 3)
  const middle = (axis: 0 | 1): number =>
    close.reduce((sum, one) => sum + one[axis], 0) / Math.max(1, close.length)
  return [middle(0), middle(1)]
}

/** The mean, then both axes: what {@link unpacked} reads. */
const packed = ({ mean, axes }: Plane): Float32Array => Float32Array.from([...mean, ...axes[0], ...axes[1]])

export const unpacked = (plane: Float32Array): Plane => {
  const size = plane.length / 3
  const part = (i: number): Float64Array => Float64Array.from(plane.subarray(i * size, (i + 1) * size))
  return { mean: part(0), axes: [part(1), part(2)], explained: Number.NaN }
}

function* told<T>(stage: MapStage, work: Generator<number, T>): Generator<MapProgress, T> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    yield { stage, done: step.value, total: 1 }
  }
}

/** A generator that does not say how far it is. */
function* begun<T>(work: Generator<undefined, T>): Generator<number, T> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    yield 0
  }
}

function* flattened(vectors: Vectors, plane: Plane): Generator<number, Float32Array> {
  const xy = new Float32Array(vectors.count * 2)
  for (let i = 0; i < vectors.count; i++) {
    xy.set(onPlane(plane, vectors.at(i)), i * 2)
    if (i % 1000 === 999) yield 1
  }
  return xy
}

/** Where UMAP begins: the plane, ten wide, and a little apart where they are one on the other. */
const startingPlaces = (flat: Float32Array, lay: Uint32Array, random: () => number): Float32Array => {
  const xy = new Float32Array(lay.length * 2)
  let widest = 1e-9
  for (const value of flat) widest = Math.max(widest, Math.abs(value))
  for (const [i, place] of lay.entries()) {
    for (const axis of [0, 1]) {
      xy[i * 2 + axis] = (flat[place * 2 + axis]! / widest) * 10 + (random() - 0.5) * 1e-3
    }
  }
  return xy
}

interface Crowd {
  readonly source: MapSource
  readonly vectors: Vectors
  readonly keys: Uint32Array
}

/** The nearest of each of some among themselves, by the index that they have for themselves. */
function* neighboursAmong(
  { vectors, keys, find }: Crowd & { readonly find: FindNearest },
  lay: Uint32Array,
): Generator<number, Neighbours> {
  const count = lay.length
  const k = Math.max(1, Math.min(NEIGHBOURS, count - 1))
  const among = lay.map((place) => keys[place]!)
  const places = new Uint32Array(count * k).fill(none)
  const distances = new Float32Array(count * k).fill(Number.POSITIVE_INFINITY)
  for (let i = 0; i < count; i++) {
    const found = find(vectors.at(lay[i]!).slice(), k + 1)
    let n = 0
    for (let j = 0; j < found.keys.length && n < k; j++) {
      const place = placeOf(among, found.keys[j]!)
      if (place === i || place === none) continue
      places[i * k + n] = place
      distances[i * k + n] = Math.max(0, 1 - found.scores[j]!)
      n += 1
    }
    if (i % 32 === 31) yield i / count
  }
  return { count, k, places, distances }
}

interface Landmarks {
  readonly vectors: Vectors
  readonly laidOut: Uint8Array
  /** Keys of those that are laid out. */
  readonly among: Uint32Array
  readonly find: FindNearest
  /** Where they lie, in their order. */
  readonly xy: Float32Array
}

/** Puts those that are not laid out amid their nearest that are. */
function* placedAmidst(
  { vectors, laidOut, among, find, xy }: Landmarks,
  all: Float32Array,
): Generator<number, void> {
  const count = laidOut.length
  for (let i = 0; i < count; i++) {
    if (laidOut[i] === 1) continue
    const near = placesIn(among, find(vectors.at(i).slice(), CLOSE).keys)
    all.set(amidst(near.map((one) => [xy[one * 2]!, xy[one * 2 + 1]!])), i * 2)
    if (i % 32 === 31) yield i / count
  }
}

/** How far each is from its nearest, as LIFE-8 has it. */
function* lonelinessOf({ source, vectors, keys }: Crowd): Generator<number, Float32Array> {
  const distances = new Float32Array(keys.length)
  for (let i = 0; i < keys.length; i++) {
    distances[i] = meanDistance(source.nearest(vectors.at(i).slice(), CLOSE + 1), keys[i]!)
    if (i % 32 === 31) yield i / keys.length
  }
  return zScores(distances)
}

const placesIn = (among: Uint32Array, keys: Uint32Array): number[] =>
  Array.from(keys, (key) => placeOf(among, key)).filter((place) => place !== none)

/** NaN where there is no neighbour. */
const meanDistance = ({ keys, scores }: ScoredKeys, own: number): number => {
  let [sum, count] = [0, 0]
  for (let i = 0; i < keys.length && count < CLOSE; i++) {
    if (keys[i] === own) continue
    sum += Math.max(0, 1 - scores[i]!)
    count += 1
  }
  return count === 0 ? Number.NaN : sum / count
}

const closeness = ({ count, k, distances }: Neighbours): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => {
    const near = distances.subarray(i * k, i * k + Math.min(k, CLOSE)).filter(Number.isFinite)
    return near.length === 0 ? Number.NaN : near.reduce((sum, one) => sum + one, 0) / near.length
  })

const zScores = (distances: Float32Array): Float32Array => {
  const known = Array.from(distances).filter((one) => !Number.isNaN(one))
  if (known.length < FEWEST) return distances.map(() => Number.NaN)
  const spread = spreadOf(known)
  return distances.map((one) => (Number.isNaN(one) ? one : spread.score(one)))
}

/** Place of a key among ascending ones, or none. */
export const placeOf = (keys: Uint32Array, key: number): number => {
  let [low, high] = [0, keys.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    if (keys[middle] === key) return middle
    if (keys[middle]! < key) low = middle + 1
    else high = middle - 1
  }
  return none
}
