import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { huge, makers, type World } from './desk.suite.ts'
import { blockRows, type Kernel, largestSum, ownBytes, scanScratchBytes } from './kernel.ts'
import { best, naiveDot, naiveScores, pairsOf, scoreOf, tableSum } from './naive-scan.suite.ts'
import { plainKernel } from './plain-kernel.ts'
import { type Scan, search } from './scan.suite.ts'
import { shorten } from './short-rows.suite.ts'
import { deskBytes, deskOf, kernels, oneRow, scans, simdKernel, usualWorlds, worlds } from './worlds.suite.ts'

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
    const short = shorten(desk)
    const whole = [desk.room(rows.length * 4), desk.room(rows.length * 4)] as const
    const [first, last] = [short.at(0), short.at(rows.length - 1)]
    run.dotShortRowsTwice(first, last, desk.ids(short.ids), rows.length, width, ...whole)
    const sum = desk.floats(width * 4)
    for (const row of rows.slice(0, 5)) run.addRow(sum, row * rowBytes, width)
    desk.encodeTwice(rows[0] ?? desk.centroids[0]!, 0, desk.centroids.length - 1, world.weight)
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
