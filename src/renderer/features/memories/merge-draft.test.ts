import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clustersOf, likenessWords, neighbourOf } from './clusters.ts'
import { composed, mergeRows, sideOf } from './merge-draft.ts'

const A = '{"text":"a cookie","n":1.0,"same":[1,2]}'
const B = '{"same":[1,2],"text":"the cookie","10":12345678901234567890}'

describe('a merged payload', () => {
  it('DUP-2 MEM-3 has the fields of the kept one first, then what only others have, spelled as they were', () => {
    const rows = mergeRows([A, B], 0)
    expect(rows.map(({ name, isSame }) => [name, isSame])).toEqual([
      ['text', false],
      ['n', false],
      ['same', true],
      ['10', false],
    ])
    expect(composed(rows, new Map(), 0)).toBe(
      '{"text":"a cookie","n":1.0,"same":[1,2],"10":12345678901234567890}',
    )
    expect(composed(mergeRows([A, B], 1), new Map(), 1)).toBe(
      '{"same":[1,2],"text":"the cookie","10":12345678901234567890,"n":1.0}',
    )
  })

  it('DUP-2 takes each field from where it was chosen, or leaves it out', () => {
    const rows = mergeRows([A, B], 0)
    const choices = new Map([
      ['text', 1],
      ['n', null],
    ])
    expect(composed(rows, choices, 0)).toBe('{"text":"the cookie","same":[1,2],"10":12345678901234567890}')
    expect(rows.map((row) => sideOf(row, choices, 0))).toEqual([1, null, 0, 1])
    // What was chosen and is nothing there is left out.
    expect(composed(rows, new Map([['10', 0]]), 0)).not.toContain('"10"')
  })

  it('DUP-2 is JSON whatever was chosen, also with odd names', () => {
    const payload = fc.dictionary(fc.constantFrom('a', '"', '__proto__', '10', 'ü'), fc.jsonValue())
    fc.assert(
      fc.property(fc.array(payload, { minLength: 1, maxLength: 4 }), fc.nat(), (objects, n) => {
        const kept = n % objects.length
        const rows = mergeRows(
          objects.map((object) => JSON.stringify(object)),
          kept,
        )
        const merged = JSON.parse(composed(rows, new Map(), kept)) as object
        const expected = new Set(objects.flatMap((object) => Object.keys(object)))
        expect(new Set(Object.keys(merged))).toEqual(expected)
        for (const [name, value] of Object.entries(objects[kept] as object)) {
          expect(Object.entries(merged).find(([key]) => key === name)?.[1]).toEqual(
            JSON.parse(JSON.stringify(value)),
          )
        }
      }),
    )
  })
})

describe('the walk through clusters', () => {
  const cluster = (x: number) => ({ size: 2, least: 0.951, most: 1, members: [{ coordinate: [x] }] }) as never
  const report = { memories: 9, looked: 9, total: 3, inClusters: 6, clusters: [1, 2, 3].map(cluster) }

  it('DUP-1 leaves out what was decided, and goes on with the next', () => {
    const open = clustersOf({ report, done: new Set(['2']) })
    expect(open.map(({ key }) => key)).toEqual(['1', '3'])
    expect([neighbourOf(open, '1'), neighbourOf(open, '3')]).toEqual(['3', '1'])
    expect(neighbourOf(open.slice(0, 1), '1')).toBeNull()
    expect(clustersOf({ report: null, done: new Set() })).toEqual([])
  })

  it('says 1.00 of copies only', () => {
    expect(likenessWords({ least: 0.996, most: 1 })).toBe('0.99 to 1.00')
    expect(likenessWords({ least: 0.9999999, most: 1 })).toBe('1.00')
  })
})
