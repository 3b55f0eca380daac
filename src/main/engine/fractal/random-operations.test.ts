import { describe, expect, it } from 'vitest'
import { FractalIndex } from './fractal-index.ts'
import { clusters, kernel as ownKernel, kernels, times } from './index.suite.ts'
import type { Kernel } from './kernel/kernel.ts'
import { LateRunner } from './late-runner.suite.ts'
import { batchOf, NaiveIndex, type Row } from './naive-index.suite.ts'
import { randomFrom } from './random.ts'
import { compactParts } from './row-file.suite.ts'

const dimension = 16
const vectorsKept = 64
const slow = { timeout: 120_000 }

/** Keys of a space: one always has a tree, one has one now and then. */
const rangeOf = (space: number): number => (space === 1 ? 3000 : space === 2 ? 2400 : 300)

/** Whether the spaces had trees that changed in each way there is. */
interface Seen {
  builds: number
  splits: number
  dissolves: number
  waits: number
  drops: number
}

/** Does operations that chance chooses, on an index and on its oracle, and compares them after each. */
class Walk {
  readonly index: FractalIndex
  readonly seen: Seen = { builds: 0, splits: 0, dissolves: 0, waits: 0, drops: 0 }
  readonly #oracle = new NaiveIndex(dimension)
  readonly #random: () => number
  readonly #make: (cluster?: number) => Float32Array
  readonly #recent: Float32Array[] = []
  /** Rows that were put, replaced or removed. */
  changes = 0
  #operation = 0
  /** Puts come from this cluster for a while, so that its lists grow until they are split. */
  #topic = 0
  #lists = 0
  #builds = 0

  constructor(options: ConstructorParameters<typeof FractalIndex>[0], seed: number) {
    this.index = new FractalIndex(options)
    this.#random = randomFrom(seed)
    this.#make = clusters(dimension, { count: 24, spread: 0.7, random: this.#random })
    for (const space of [1, 2]) this.#fill(space)
  }

  /** Takes one operation, and a few steps of what is in flight. */
  next(): void {
    this.#operation += 1
    if (this.#operation % 997 === 0) this.#drop(1 + this.#below(4))
    if (this.#operation % 500 === 0) this.#topic = this.#below(24)
    const space = [1, 1, 1, 1, 1, 2, 3, 3, 4, 4][this.#below(10)]!
    const dice = this.#random()
    let query = this.#make()
    if (dice < 0.8) query = this.#change(space)
    else if (dice < 0.86) this.#apply(times(1 + this.#below(80), () => this.#row(space)))
    this.#check(space, query)
    for (let steps = this.#below(10); steps > 0 && this.index.step(); steps--);
    if (this.#operation % 16 === 0) this.#watch()
  }

  /** @returns the vector that was put, or was there */
  #change(space: number): Float32Array {
    const row = this.#row(space)
    const before = this.#oracle.vectorOf(space, row.key)
    this.#apply([row])
    return (row.vector as Float32Array | undefined) ?? before ?? this.#make()
  }

  #row(space: number): Row {
    const key = this.#below(rangeOf(space))
    const isEbb = Math.floor(this.changes / 5000) % 3 === 2
    if (this.#random() < (isEbb ? 0.55 : 0.15)) return { space, key }
    return { space, key, vector: this.#vector() }
  }

  #vector(): Float32Array {
    // Some rows are equal.
    if (this.#random() < 0.02 && this.#recent.length > 0)
      return this.#recent[this.#below(this.#recent.length)]!
    const vector = this.#make(this.#random() < 0.5 ? this.#topic : undefined)
    if (this.#random() < 0.1) this.#recent[this.#below(vectorsKept)] = vector
    return vector
  }

  #drop(space: number): void {
    this.seen.drops += 1
    this.index.dropSpace(space)
    this.#oracle.drop(space)
    this.#fill(space)
  }

  #fill(space: number): void {
    this.#apply(times(rangeOf(space) * 0.8, (key) => ({ space, key, vector: this.#make() })))
  }

  #apply(rows: readonly Row[]): void {
    this.index.apply(batchOf(dimension, rows))
    this.#oracle.apply(rows)
    this.changes += rows.length
  }

  #check(space: number, vector: Float32Array): void {
    const exact = this.index.search({ space, vector, k: 5, exact: true })
    this.#must(this.#oracle.isBest(space, vector, 5, exact), 'exact answer', space)
    const k = this.#random() < 0.5 ? 1 : 10
    const found = this.index.search({ space, vector, k })
    this.#must(found.keys.length === Math.min(k, this.#oracle.countOf(space)), 'complete answer', space)
    this.#must(this.#oracle.isSound(space, vector, found), 'sound answer', space)
    // What was put is the first hit.
    if (exact.scores[0]! > 0.999_999) this.#must(found.keys[0] === exact.keys[0], 'first hit', space)
    const key = this.#below(3000)
    const [is, was] = [this.index.vectorOf(space, key), this.#oracle.vectorOf(space, key)]
    this.#must(is === was || (is?.every((value, i) => Object.is(value, was?.[i])) ?? false), 'vector', space)
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }

  #must(holds: boolean, what: string, space: number): void {
    if (holds) return
    const tree = JSON.stringify(this.index.health().find((health) => health.space === space))
    throw new Error(`No ${what} after operation ${this.#operation} in space ${space}: ${tree}`)
  }

  #watch(): void {
    const trees = this.index.health().flatMap(({ space, tree }) => (tree && space < 3 ? [tree] : []))
    const lists = trees.reduce((sum, tree) => sum + tree.lists, 0)
    const { builds } = this.index.stats()
    if (trees.some(({ waiting }) => waiting > 0)) this.seen.waits += 1
    if (builds === this.#builds && lists > this.#lists) this.seen.splits += 1
    if (builds === this.#builds && lists < this.#lists) this.seen.dissolves += 1
    this.#builds = builds
    this.#lists = lists
    this.seen.builds = builds
  }
}

/** A hundred thousand in all. */
const changesOf = ({ name }: Kernel): number => (name === 'simd' ? 34_000 : 16_000)

describe.each(kernels)('random operations, $name kernel', (kernel) => {
  const changes = changesOf(kernel)

  it(`IDX-3, IDX-4: ${changes} changes, upkeep in flight, and each answer as the oracle's`, slow, () => {
    const walk = new Walk({ dimension, kernel }, 31)
    while (walk.changes < changes) walk.next()
    for (const often of Object.values(walk.seen)) expect(often).toBeGreaterThan(0)
  })

  it(`IDX-1, IDX-3, IDX-4: ${changes} more, with two levels and jobs done elsewhere`, slow, async () => {
    const late = new LateRunner(kernel)
    const options = { dimension, kernel, widestLevel: 8, runner: late.runnerFor }
    const walk = new Walk(options, 32)
    for (let i = 0; walk.changes < changes; i++) {
      walk.next()
      if (i % 300 === 299) await late.finish()
    }
    for (const often of Object.values(walk.seen)) expect(often).toBeGreaterThan(0)
  })
})

describe('random operations, compact', () => {
  it("IDX-3, IDX-4: 12,000 changes, jobs done elsewhere, and each answer as the oracle's", slow, async () => {
    const late = new LateRunner(ownKernel)
    const compact = compactParts(dimension)
    const options = { dimension, kernel: ownKernel, widestLevel: 8, runner: late.runnerFor, compact }
    const walk = new Walk(options, 33)
    for (let i = 0; walk.changes < 12_000; i++) {
      walk.next()
      if (i % 100 === 99) await late.finish()
    }
    expect(walk.seen.builds).toBeGreaterThan(2)
    expect(walk.seen.splits).toBeGreaterThan(0)
    expect(walk.seen.waits).toBeGreaterThan(0)
  })
})
