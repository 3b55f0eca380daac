import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Desk, makers } from './desk.suite.ts'
import { blockRows, shortLength } from './kernel.ts'
import { naiveDot } from './naive-scan.suite.ts'
import { shorten } from './short-rows.suite.ts'
import { deskOf, kernels, oneRow, worlds } from './worlds.suite.ts'

const { fround } = Math

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

  it('shortenRows keeps the direction of a row, and tells its length', () => {
    const property = fc.property(scored, ({ count: _, ...rest }) => {
      const desk = deskOf(kernel, { ...world, ...rest })
      const short = shorten(desk)
      for (const [place, row] of desk.rows.entries()) {
        const values = desk.rowOf(row)
        const length = desk.floatsAt(short.lengths, desk.rows.length)[place]!
        expect(length).toBe(fround(Math.sqrt(naiveDot(values, values, fround))))
        for (const [i, value] of short.valuesOf(place).entries()) {
          expect(Math.abs(value - (length > 0 ? (values[i]! / length) * shortLength : 0))).toBeLessThan(0.51)
        }
      }
    })
    fc.assert(property, { numRuns: 40 })
  })

  it('dotShortRowsTwice multiplies two of them with others, exactly, and touches nothing else', () => {
    const property = fc.property(scored, ({ count, ...rest }) => {
      const desk = deskOf(kernel, { ...world, ...rest })
      const short = shorten(desk)
      const ids = short.ids.slice(0, count).reverse()
      const scores = [desk.ids([...ids, 77]), desk.ids([...ids, 78])] as const
      const queries = [short.at(0), short.at(6)] as const
      desk.run.dotShortRowsTwice(...queries, desk.ids(ids), count, rest.width, ...scores)
      for (const [i, end] of [77, 78].entries()) {
        const query = short.valuesOf(i * 6)
        const expected = ids.map((id) =>
          short.valuesOf(id - short.ids[0]!).reduce((sum, value, column) => sum + value * query[column]!, 0),
        )
        expect(Array.from(desk.i32.subarray(scores[i]! / 4, scores[i]! / 4 + count))).toEqual(expected)
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

  it('encodeTwice writes what encode writes in either list', () => {
    const property = fc.property(worlds(makes), fc.constantFrom(0, 3), (world, weight) => {
      const desk = deskOf(kernel, { ...world, sizes: [2, 3, 1] })
      for (const row of desk.rows) {
        for (const [list, other] of [
          [0, 2],
          [1, 0],
          [1, 1],
        ] as const) {
          const codes = [list, other].map((home) => {
            desk.encode(row, home, weight)
            return desk.wordsAt(desk.code)
          })
          desk.encodeTwice(row, list, other, weight)
          expect([desk.wordsAt(desk.code), desk.wordsAt(desk.otherCode)]).toEqual(codes)
        }
      }
    })
    fc.assert(property, { numRuns: 20 })
  })

  it('encode takes the first of equal words', () => {
    const desk = deskOf(kernel, { ...oneRow, width: 16, make: makers.zero! })
    desk.encode(desk.rows[0]!, 0, 1)
    expect(desk.wordsAt(desk.code)).toEqual(new Array(8).fill(0))
    desk.f32.fill(1, desk.codebook / 4, desk.codebook / 4 + 5)
    desk.run.squareWords(desk.codebook, desk.subspaces, desk.columns, 16)
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
