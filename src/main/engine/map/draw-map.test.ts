import { describe, expect, it } from 'vitest'
import { FractalIndex } from '../fractal/fractal-index.ts'
import { chooseKernel } from '../fractal/kernel/choose-kernel.ts'
import { randomFrom } from '../fractal/random.ts'
import type { MapDrawing, MapOrder } from '../ports.ts'
import { amidst, drawMap, drawnIn, type FindNearest, type MapProgress } from './draw-map.ts'

const DIMENSION = 24

/** Groups around directions that have nothing to do with one another. */
const world = (groups: number, each: number, seed: number) => {
  const random = randomFrom(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const centres = Array.from({ length: groups }, () => Array.from({ length: DIMENSION }, normal))
  const rows = Array.from({ length: groups * each }, (_, i) => {
    const centre = centres[i % groups] as number[]
    const row = Float32Array.from(centre, (value) => value + 0.5 * normal())
    const length = Math.hypot(...row)
    return row.map((value) => value / length)
  })
  return { rows, groupOf: (key: number) => (key - 1) % groups }
}

const indexOf = (rows: readonly Float32Array[]) => {
  const index = new FractalIndex({ dimension: DIMENSION, kernel: chooseKernel() })
  index.apply({
    spaces: new Uint32Array(rows.length).fill(1),
    keys: Uint32Array.from(rows.keys(), (i) => i + 1),
    alive: new Uint8Array(rows.length).fill(1),
    vectors: Float32Array.from(rows.flatMap((row) => [...row])),
    complete: true,
  })
  index.settle()
  return index
}

const drawn = (rows: readonly Float32Array[], order: Omit<MapOrder, 'seed'>, seed = 1) => {
  const index = indexOf(rows)
  const source = {
    ...index.vectorsOf(1),
    dimension: DIMENSION,
    nearest: (vector: Float32Array, k: number) => index.search({ space: 1, vector, k }),
    *among(allowed: Uint32Array): Generator<undefined, FindNearest> {
      return (vector, k) => index.search({ space: 1, vector, k, allowed })
    },
  }
  const told: MapProgress[] = []
  const work = drawMap(source, { ...order, seed })
  for (;;) {
    const step = work.next()
    if (step.done) return { drawing: step.value, told }
    told.push(step.value)
  }
}

/** Places of the others by distance, nearest first. */
const byDistance = (count: number, distance: (other: number) => number, own: number): number[] =>
  Array.from({ length: count }, (_, i) => i)
    .filter((i) => i !== own)
    .sort((a, b) => distance(a) - distance(b))

/** How far neighbours on the map are neighbours in truth (Venna and Kaski 2001): 1 is all of them. */
const trustworthiness = (rows: readonly Float32Array[], { xy }: MapDrawing, k = 10): number => {
  const n = rows.length
  let penalty = 0
  for (let i = 0; i < n; i++) {
    const own = rows[i] as Float32Array
    const cosine = (j: number): number =>
      (rows[j] as Float32Array).reduce((s, x, d) => s + x * (own[d] as number), 0)
    const truth = byDistance(n, (j) => -cosine(j), i)
    const rank = new Map(truth.map((j, place) => [j, place + 1]))
    const flat = (j: number): number =>
      Math.hypot(
        (xy[j * 2] as number) - (xy[i * 2] as number),
        (xy[j * 2 + 1] as number) - (xy[i * 2 + 1] as number),
      )
    for (const j of byDistance(n, flat, i).slice(0, k)) penalty += Math.max(0, (rank.get(j) as number) - k)
  }
  return 1 - (2 / (n * k * (2 * n - 3 * k - 1))) * penalty
}

describe('a map of vectors', () => {
  const { rows, groupOf } = world(12, 25, 3)

  it('by UMAP keeps neighbours together where the plane cannot, and tells how far it is', () => {
    const flat = drawn(rows, { method: 'pca', outliers: false })
    const umap = drawn(rows, { method: 'umap', outliers: true })
    const [before, after] = [trustworthiness(rows, flat.drawing), trustworthiness(rows, umap.drawing)]
    expect(after).toBeGreaterThan(0.93)
    expect(after).toBeGreaterThan(before + 0.05)
    const rounds = umap.told.filter(({ stage }) => stage === 'layout')
    expect(rounds.at(-1)).toEqual({ stage: 'layout', done: 400, total: 400 })
    expect(umap.drawing.keys).toEqual(flat.drawing.keys)
    expect(umap.drawing.laidOut.every((one) => one === 1)).toBe(true)
  })

  it('is the same for the same vectors and seed', () => {
    const twice = [1, 2].map(() => drawn(rows, { method: 'umap', outliers: true }).drawing)
    expect(twice[1]).toEqual(twice[0])
  })

  it('places the rest of a sample beside those that they are like, and says which', () => {
    const { drawing } = drawn(rows, { method: 'umap', outliers: true, mostLaidOut: 150 })
    expect(drawing.laidOut.reduce((sum, one) => sum + one, 0)).toBe(150)
    const at = (i: number) => [drawing.xy[i * 2] as number, drawing.xy[i * 2 + 1] as number] as const
    let right = 0
    let placed = 0
    for (let i = 0; i < rows.length; i++) {
      if (drawing.laidOut[i] === 1) continue
      placed += 1
      const away = (j: number): number => Math.hypot(at(j)[0] - at(i)[0], at(j)[1] - at(i)[1])
      const [nearest] = byDistance(rows.length, away, i)
      const same = groupOf(drawing.keys[nearest as number] as number) === groupOf(drawing.keys[i] as number)
      right += same ? 1 : 0
    }
    expect(placed).toBe(150)
    expect(right / placed).toBeGreaterThan(0.9)
  })

  it('LIFE-8 says of the one that is like no other that it is lonely', () => {
    const odd = Float32Array.from({ length: DIMENSION }, (_, d) => (d === 0 ? 1 : 0))
    const { drawing } = drawn([...rows, odd], { method: 'pca', outliers: true })
    const scores = [...(drawing.outliers as Float32Array)]
    expect(scores.indexOf(Math.max(...scores))).toBe(rows.length)
    expect(drawn(rows, { method: 'pca', outliers: false }).drawing.outliers).toBeNull()
  })

  it('finds regions by meaning: hardly a group is torn', () => {
    const { topics, keys } = drawn(rows, { method: 'pca', outliers: false }).drawing
    const regionsOf = new Map<number, number[]>()
    for (const [i, topic] of topics.entries()) {
      const group = groupOf(keys[i] as number)
      regionsOf.set(group, [...(regionsOf.get(group) ?? []), topic >> 3])
    }
    const shares = [...regionsOf.values()].map((all) => {
      const most = Math.max(...[...new Set(all)].map((one) => all.filter((other) => other === one).length))
      return most / all.length
    })
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.9)
    expect(new Set(topics.map((topic) => topic >> 3)).size).toBe(8)
  })

  it('is of a sample where there are too many, and says of how many', () => {
    const { drawing } = drawn(rows, { method: 'pca', outliers: false, most: 100 })
    expect([drawing.keys.length, drawing.xy.length, drawing.of]).toEqual([100, 200, rows.length])
  })

  it.each([0, 1, 2, 5])('can be drawn of %i vectors, by either method', (count) => {
    for (const method of ['pca', 'umap'] as const) {
      const { drawing } = drawn(rows.slice(0, count), { method, outliers: true })
      expect(drawing.xy.length).toBe(count * 2)
      expect(drawing.xy.every(Number.isFinite)).toBe(true)
    }
  })
})

it('amidst its neighbours is not in the void between two groups', () => {
  const [x, y] = amidst([
    [0, 0],
    [10, 10],
    [0.2, 0],
    [10, 10.1],
    [0, 0.2],
  ])
  expect(Math.hypot(x, y)).toBeLessThan(0.3)
})

it('what drifts away is drawn in, in its order, and the rest stays where it is', () => {
  const xy = Float32Array.from({ length: 200 }, (_, i) => Math.sin(i * 12.9898) * 3)
  xy.set([90, 0, 400, 0], 0)
  const before = xy.slice()
  drawnIn(xy)
  expect(xy[0]).toBeGreaterThan(3)
  expect(xy[2]).toBeGreaterThan(xy[0] as number)
  expect(xy[2]).toBeLessThan(20)
  const moved = before.filter((value, i) => value !== xy[i]).length
  expect(moved).toBeLessThan(200 * 0.12)
})
