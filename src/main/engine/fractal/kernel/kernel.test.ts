import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { Desk, huge, makers, type World } from './desk.suite.ts'
import { blockRows, type Kernel, largestSum, ownBytes, scanScratchBytes } from './kernel.ts'
import { best, naiveDot, naiveScores, pairsOf, scoreOf, tableSum } from './naive-scan.suite.ts'
import { plainKernel } from './plain-kernel.ts'
import { type Scan, search } from './scan.suite.ts'
import { createSimdKernel } from './simd-kernel.ts'

const simdKernel = createSimdKernel()
// A runtime without SIMD has one kernel to test.
const kernels = [plainKernel, ...[simdKernel].filter((kernel) => kernel !== null)]
const { fround } = Math

const deskBytes = 2 ** 21
// One memory of each for all tests, since one of WebAssembly reserves some 10 GB of addresses.
const memories = new Map(kernels.map((kernel) => [kernel, kernel.createMemory(deskBytes)]))
const deskOf = (kernel: Kernel, world: World): Desk => new Desk(memories.get(kernel)!, world)

const upTo = (few: number, many: number): fc.Arbitrary<number> => fc.oneof(fc.nat(few), fc.nat(many))

/** What tests differ from. */
const oneRow: World = {
  seed: 1,
  width: 32,
  columns: [2],
  make: makers.even!,
  sizes: [1],
  spilled: 0,
  bookScale: 1,
  weight: 0,
  levels: 63,
}

const shapes = fc.constantFrom(
  ...[8, 16, 24, 64].map((width) => ({ width, columns: [2] })),
  ...[16, 32, 80].map((width) => ({ width, columns: [4] })),
  ...[16, 32].map((width) => ({ width, columns: [1, 4, 8, 3] })),
)

const worlds = (make: fc.Arbitrary<World['make']>): fc.Arbitrary<World> =>
  fc
    .record({
      seed: fc.integer(),
      shape: shapes,
      make,
      sizes: fc.array(upTo(6, 80), { minLength: 1, maxLength: 6 }),
      bookScale: fc.constantFrom(1, 1, 1e-4),
      spilled: fc.constantFrom(0, 0.4),
      weight: fc.constantFrom(0, 0.7, 4),
      levels: fc.constantFrom(1, 3, 20, 63),
    })
    .map(({ shape, ...world }) => ({ ...world, ...shape }))
const usualWorlds = worlds(fc.constantFrom(...Object.values(makers)))

const scans: fc.Arbitrary<Scan> = fc
  .record({
    keep: upTo(6, 40).map((keep) => 1 + keep),
    spare: fc.constantFrom(1, 5, 1000),
    first: upTo(6, 60),
    k: upTo(4, 60).map((k) => 1 + k),
    anchor: fc.option(
      upTo(4, 60).map((place) => 1 + place),
      { nil: undefined },
    ),
    fraction: fc.constantFrom(1, 1, 0.8, 0.3),
    slack: fc.constantFrom(0, 0.05, 1, Number.POSITIVE_INFINITY),
    share: fc.constantFrom(0, 0.1, 0.5, 1),
    ofLists: fc.boolean(),
  })
  .map(({ spare, ...scan }) => ({ ...scan, room: 2 * scan.keep + spare }))

describe('plain and simd kernel', () => {
  beforeEach((ctx) => ctx.skip(!simdKernel, 'no relaxed SIMD'))

  /** Calls every function. @returns the memory after that, and what they returned */
  const outcome = (kernel: Kernel, world: World, scan: Scan): { memory: Uint8Array; returned: unknown } => {
    const desk = deskOf(kernel, world)
    const { run, rows, rowBytes } = desk
    const { width } = world
    const ids = desk.ids(rows)
    run.dotRowsExactly(desk.query, ids, rows.length, width, desk.room(rows.length * 8))
    run.dotRows(desk.query, ids, rows.length, width, desk.room(rows.length * 4))
    const two = [desk.room(rows.length * 4), desk.room(rows.length * 4)] as const
    run.dotRowsTwice(desk.query, rows[0]! * rowBytes, ids, rows.length, width, ...two)
    const sum = desk.floats(width * 4)
    for (const row of rows.slice(0, 5)) run.addRow(sum, row * rowBytes, width)
    run.moveCode(desk.blockAt(0, 0), 3, desk.room(blockRows * desk.codeBytes), 14, desk.codeBytes)
    const { allowed: _, ...returned } = search(desk, scan)
    // What a scan uses for itself.
    desk.bytes.fill(0, desk.bins - scanScratchBytes, desk.bins)
    return { memory: desk.bytes.subarray(ownBytes), returned }
  }

  /** Which of the bits that are no number is left open. */
  const isNaNOf = (word: number): boolean => (word & 0x7fff_ffff) > 0x7f80_0000

  const expectSame = (world: World, scan: Scan): void => {
    const plain = outcome(plainKernel, world, scan)
    const simd = outcome(simdKernel!, world, scan)
    expect(plain.returned).toEqual(simd.returned)
    if (Buffer.compare(plain.memory, simd.memory) === 0) return
    const [words, others] = [wordsOf(plain.memory), wordsOf(simd.memory)]
    const differs = (word: number, i: number): boolean =>
      word !== others[i] && !(isNaNOf(word) && isNaNOf(others[i]!))
    expect(world.make === huge ? words.findIndex(differs) : 'another memory').toBe(-1)
  }
  const wordsOf = ({ buffer, byteOffset }: Uint8Array): Uint32Array =>
    new Uint32Array(buffer, byteOffset, (deskBytes - ownBytes) / 4)

  it('IDX-9: return the same and leave the same memory, to the last bit', () => {
    fc.assert(
      fc.property(usualWorlds, scans, (world, scan) => expectSame(world, scan)),
      { numRuns: 150 },
    )
  })

  it('do so with numbers so large that there are infinite ones, and what is none', () => {
    fc.assert(
      fc.property(worlds(fc.constant(huge)), scans, (world, scan) => expectSame(world, scan)),
      { numRuns: 60 },
    )
  })

  it('do so with a wide row, sums up to the largest, and many candidates', () => {
    const world = { ...oneRow, width: 1024, sizes: [90, 1, 33], spilled: 0.1, weight: 2 }
    const scan = { keep: 60, room: 121, first: 20, k: 10, anchor: 4, fraction: 0.9, slack: 0.3, share: 1 }
    expect(((world.width / 2) * world.levels) / largestSum).toBeGreaterThan(0.98)
    expectSame(world, { ...scan, ofLists: false })
  })
})

describe.each(kernels)('scores, $name kernel', (kernel) => {
  const world = { ...oneRow, sizes: [7] }
  const scored = fc.record({
    seed: fc.integer(),
    width: fc.constantFrom(8, 40, 128),
    make: fc.constantFrom(...Object.values(makers)),
    count: fc.integer({ min: 0, max: 7 }),
  })

  it('dotRows adds float32 in the order that is promised, and may overwrite the ids', () => {
    const property = fc.property(scored, ({ count, ...rest }) => {
      const desk = deskOf(kernel, { ...world, ...rest })
      const ids = desk.rows.slice(0, count).reverse()
      const at = desk.ids([...ids, 77])
      desk.run.dotRows(desk.query, at, count, rest.width, at)
      const query = desk.floatsAt(desk.query, rest.width)
      expect(desk.floatsAt(at, count)).toEqual(ids.map((id) => naiveDot(query, desk.rowOf(id), fround)))
      expect(desk.u32[at / 4 + count]).toBe(77)
    })
    fc.assert(property, { numRuns: 60 })
  })

  it('dotRowsTwice does so for two queries', () => {
    const property = fc.property(scored, ({ count, ...rest }) => {
      const desk = deskOf(kernel, { ...world, ...rest })
      const ids = desk.rows.slice(0, count).reverse()
      const queries = [desk.query, desk.rows[0]! * desk.rowBytes] as const
      const scores = [desk.ids([...ids, 77]), desk.ids([...ids, 78])] as const
      desk.run.dotRowsTwice(...queries, desk.ids(ids), count, rest.width, ...scores)
      for (const [i, end] of [77, 78].entries()) {
        const query = desk.floatsAt(queries[i]!, rest.width)
        const expected = ids.map((id) => naiveDot(query, desk.rowOf(id), fround))
        expect(desk.floatsAt(scores[i]!, count)).toEqual(expected)
        expect(desk.u32[scores[i]! / 4 + count]).toBe(end)
      }
    })
    fc.assert(property, { numRuns: 60 })
  })

  it('dotRowsExactly does it in float64', () => {
    const property = fc.property(scored, ({ count, ...rest }) => {
      const desk = deskOf(kernel, { ...world, ...rest })
      const ids = desk.rows.slice(0, count)
      const query = desk.floatsAt(desk.query, rest.width)
      const scores = desk.room(count * 8 + 8)
      desk.run.dotRowsExactly(desk.query, desk.ids(ids), count, rest.width, scores)
      const expected = ids.map((id) => naiveDot(query, desk.rowOf(id), (sum) => sum))
      expect(Array.from(desk.f64.subarray(scores / 8, scores / 8 + count + 1))).toEqual([...expected, 0])
    })
    fc.assert(property, { numRuns: 60 })
  })

  it('addRow adds a row', () => {
    const desk = deskOf(kernel, { ...world, width: 24 })
    const [row] = desk.rows
    const sum = desk.floats(32 * 4)
    const before = desk.floatsAt(sum, 32)
    desk.run.addRow(sum, row! * desk.rowBytes, 24)
    const added = desk.rowOf(row!)
    expect(desk.floatsAt(sum, 32)).toEqual(before.map((value, i) => fround(value + (added[i] ?? 0))))
  })
})

describe.each(kernels)('codes, $name kernel', (kernel) => {
  const makes = fc.constantFrom(makers.even!, makers.whole!, makers.near!, makers.sparse!)

  /** What a code in a list leaves of each column. */
  const errorsOf = (desk: Desk, row: number, list: number, code: readonly number[]): number[] => {
    const [values, middle] = [desk.rowOf(row), desk.rowOf(desk.centroids[list]!)]
    const sum = code.flatMap((word, m) => desk.wordAt(m, word))
    return values.map((value, i) => value - desk.reachOf(list) * middle[i]! - sum[i]!)
  }
  const squared = (values: readonly number[]): number => values.reduce((sum, value) => sum + value * value, 0)

  it('encode takes the nearest word of each subspace where the weight is 0', () => {
    const property = fc.property(worlds(makes), (world) => {
      const desk = deskOf(kernel, { ...world, sizes: [2], bookScale: 1 })
      const row = desk.rows[0]!
      desk.encode(row, 0, 0)
      const code = desk.wordsAt(desk.code)
      for (const m of code.keys()) {
        const distance = (word: number): number =>
          squared(errorsOf(desk, row, 0, code.with(m, word)).slice(desk.firsts[m], desk.firsts[m + 1]))
        const nearest = Math.min(...Array.from({ length: 16 }, (_, word) => distance(word)))
        expect(distance(code[m]!)).toBeLessThanOrEqual(nearest + 1e-6 * (1 + nearest))
      }
    })
    fc.assert(property, { numRuns: 20 })
  })

  it('encode with a weight costs no more than the nearest words do', () => {
    let better = 0
    const property = fc.property(worlds(makes), fc.constantFrom(0.5, 3, 20), (world, weight) => {
      const desk = deskOf(kernel, { ...world, sizes: [4], bookScale: 1 })
      for (const row of desk.rows) {
        const values = desk.rowOf(row)
        const costOf = (encodedWith: number): number => {
          desk.encode(row, 0, encodedWith)
          const errors = errorsOf(desk, row, 0, desk.wordsAt(desk.code))
          const along = errors.reduce((sum, error, i) => sum + error * values[i]!, 0)
          return squared(errors) + weight * along * along
        }
        const nearest = costOf(0)
        expect(costOf(weight)).toBeLessThanOrEqual(nearest + 1e-5 * (1 + nearest))
        if (costOf(weight) < 0.9 * nearest) better++
      }
    })
    fc.assert(property, { numRuns: 60 })
    expect(better).toBeGreaterThan(60)
  })

  it('encode takes the first of equal words', () => {
    const desk = deskOf(kernel, { ...oneRow, width: 16, make: makers.zero! })
    desk.encode(desk.rows[0]!, 0, 1)
    expect(desk.wordsAt(desk.code)).toEqual(new Array(8).fill(0))
    desk.f32.fill(1, desk.codebook / 4, desk.codebook / 4 + 5)
    desk.encode(desk.rows[0]!, 0, 1)
    expect(desk.wordsAt(desk.code)).toEqual([5, 0, 0, 0, 0, 0, 0, 0])
  })

  it('storeCode and moveCode put a code where it is read, and touch no other', () => {
    const place = fc.integer({ min: 0, max: blockRows - 1 })
    fc.assert(
      fc.property(fc.integer(), place, place, (seed, from, to) => {
        const desk = deskOf(kernel, { ...oneRow, seed })
        const [code, block, other] = [8, 8 * blockRows, 8 * blockRows].map((bytes) => desk.room(bytes))
        for (let i = 0; i < 8; i++) desk.bytes[code! + i] = 1 + desk.random() * 255
        desk.run.storeCode(code!, 8, block!, from)
        desk.run.moveCode(block!, from, other!, to, 8)
        for (const [at, there] of [
          [block!, from],
          [other!, to],
        ] as const) {
          expect(desk.wordsAt(at + there, blockRows)).toEqual(desk.wordsAt(code!))
          const written = desk.bytes.subarray(at, at + 8 * blockRows).filter((byte) => byte > 0)
          expect(written.length).toBe(8)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe.each(kernels)('scan and re-rank, $name kernel', (kernel) => {
  const everything = { first: 1000, k: 1000, slack: 0, share: 1, ofLists: false }

  it('makeTable: bias and sums of entries are near to the score', () => {
    const property = fc.property(worlds(fc.constantFrom(makers.even!, makers.sparse!)), (world) => {
      const desk = deskOf(kernel, { ...world, levels: 63 })
      const query = desk.floatsAt(desk.query, world.width)
      for (const { list, place } of desk.entries) {
        const code = desk.wordsAt(desk.blockAt(list, place) + (place % blockRows), blockRows)
        const decoded = code.flatMap((word, m) => desk.wordAt(m, word))
        const score = desk.f32[desk.facts / 4]! + desk.step * tableSum(desk, code)
        expect(Math.abs(score - naiveDot(query, decoded, (sum) => sum))).toBeLessThan(
          0.5001 * desk.step * desk.subspaces + 1e-4,
        )
      }
    })
    fc.assert(property, { numRuns: 30 })
  })

  it('IDX-5: a scan keeps the best by their codes, whatever the room', () => {
    const property = fc.property(usualWorlds, scans, (world, { keep, room, share }) => {
      const desk = deskOf(kernel, world)
      const found = search(desk, { ...everything, keep, room, share })
      const pairs = naiveScores(desk, found)
      const worst = pairs.map(([, score]) => score).sort((a, b) => b - a)[keep - 1] ?? 0
      const idsOf = (least: number): Set<number> =>
        new Set(pairs.filter(([, score]) => score >= least).map(([id]) => id))
      const ids = new Set(found.ids)
      expect([...idsOf(worst + 1)].filter((id) => !ids.has(id))).toEqual([])
      // Of equals that were too many, some may stay though better ones came later.
      const due = idsOf(worst)
      const left = found.ids.filter((id) => !due.has(id))
      const scoresOf = (id: number): number[] => pairs.filter((pair) => pair[0] === id).map((pair) => pair[1])
      const shared =
        left.length === 0 || scoresOf(left[0]!).some((s) => left.every((id) => scoresOf(id).includes(s)))
      expect(shared).toBe(true)
      // More than `keep` where they are equal, as long as there is room; each id once.
      const spilled = pairs.length - idsOf(0).size
      expect(found.ids.length).toBe(ids.size)
      expect(found.scoredRows).toBe(ids.size)
      expect(found.ids.length).toBeGreaterThanOrEqual(Math.min(keep, pairs.length) - spilled)
      expect(found.ids.length).toBeLessThan(room)
      expect(found.scannedRows).toBe(desk.entries.length)
      const { i32, bins } = desk
      expect(i32.subarray(bins / 4, bins / 4 + 65_536).findIndex((bin) => bin !== 0)).toBe(-1)
    })
    fc.assert(property, { numRuns: 150 })
  })

  it.each([
    { name: 'first is all', first: 1000, slack: 0 },
    { name: 'slack is infinite', first: 3, slack: Number.POSITIVE_INFINITY },
  ])('IDX-5: re-rank finds the true best where $name', ({ first, slack }) => {
    const property = fc.property(usualWorlds, scans, (world, { k, share }) => {
      const desk = deskOf(kernel, world)
      const found = search(desk, { ...everything, keep: 500, room: 1001, first, k, slack, share })
      const ids = desk.rows.filter(found.allowed)
      expect(pairsOf(found)).toEqual(best(ids.map((id) => [id, scoreOf(desk, id)])).slice(0, k))
    })
    fc.assert(property, { numRuns: 80 })
  })

  it('re-rank: with some slack, no worse than the best among those that it is to look at', () => {
    const property = fc.property(
      usualWorlds,
      scans,
      (spilled, { keep, k, first, anchor, fraction = 1, slack }) => {
        const world = { ...spilled, spilled: 0 }
        const desk = deskOf(kernel, world)
        const all = search(desk, { ...everything, keep, room: 1001 })
        const scores = new Map(naiveScores(desk, all))
        const byCode = all.ids.map((id) => scores.get(id)!).sort((a, b) => b - a)
        const near = { anchor, fraction, slack }
        const some = search(deskOf(kernel, world), { ...everything, keep, room: 1001, first, k, ...near })
        const looked = pairsOf(all).filter(([id]) => scores.get(id)! >= (byCode[first - 1] ?? Infinity))
        const score = looked[(anchor ?? k) - 1]?.[1] ?? Number.NEGATIVE_INFINITY
        const limit = fraction < 1 && score <= 0 ? Number.NEGATIVE_INFINITY : score * fraction
        // Float32 may round what is at the limit to either side.
        const doubt = 0.01 * desk.step + 1e-6 * (Math.abs(all.origin) + Math.abs(limit))
        const isNear = (id: number): boolean =>
          all.origin + desk.step * scores.get(id)! > limit - slack + doubt
        const expected = pairsOf(all).filter((pair) => looked.includes(pair) || isNear(pair[0]))
        expect(some.scoredRows).toBeGreaterThanOrEqual(looked.length)
        expect(some.scoredRows).toBeLessThanOrEqual(all.scoredRows)
        expect(all.scoredRows).toBe(all.ids.length)
        expect(some.ids.length).toBeLessThanOrEqual(k)
        if (!anchor) expect(some.ids.length).toBeGreaterThanOrEqual(Math.min(k, all.ids.length))
        for (const [i, [, score]] of expected.slice(0, k).entries()) {
          expect(some.scores[i]).toBeGreaterThanOrEqual(score)
        }
        expect(pairsOf(some)).toEqual(pairsOf(all).filter(([id]) => some.ids.includes(id)))
      },
    )
    fc.assert(property, { numRuns: 70 })
  })

  it('re-rank scores the centroids where candidates are lists', () => {
    const property = fc.property(usualWorlds, scans, (world, { k }) => {
      const desk = deskOf(kernel, world)
      const { centroids } = desk
      const found = search(desk, { ...everything, keep: 500, room: 1001, k, ofLists: true })
      const there = centroids.slice(0, desk.rows.length)
      const pairs = there.map((row, list): [number, number] => [list, scoreOf(desk, row)])
      expect(pairsOf(found)).toEqual(best(pairs).slice(0, k))
    })
    fc.assert(property, { numRuns: 40 })
  })
})

describe.each(kernels)('memory, $name kernel', (kernel) => {
  it('IDX-3: grows in place, a little more than asked for at most, for all who are attached', () => {
    const memory = kernel.createMemory(100)
    // As another thread gets it.
    const other = kernel.attach(structuredClone(memory.handle))
    new Uint8Array(memory.buffer).set([1, 2, 3], ownBytes)
    memory.grow(200_000)
    for (const { buffer } of [memory, other]) {
      expect(buffer.byteLength).toBe(4 * 65_536)
      expect([...new Uint8Array(buffer, ownBytes, 4)]).toEqual([1, 2, 3, 0])
    }
    memory.grow(100)
    expect(memory.buffer.byteLength).toBe(4 * 65_536)
    expect(() => memory.grow(memory.maxBytes + 1)).toThrow(RangeError)
  })

  it('functions reach what another thread made', () => {
    const memory = kernel.createMemory(65_536)
    const other = kernel.attach(structuredClone(memory.handle))
    other.grow(2 * 65_536)
    const [row, sum] = [65_536, 65_536 + 64]
    new Float32Array(other.buffer).fill(2, row / 4, row / 4 + 8)
    memory.run.addRow(sum, row, 8)
    expect([...new Float32Array(other.buffer, sum, 8)]).toEqual(new Array(8).fill(2))
  })
})
