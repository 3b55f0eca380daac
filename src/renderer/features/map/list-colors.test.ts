import { Delaunay } from 'd3-delaunay'
import { expect, it } from 'vitest'
import { seededRandom } from '../../../../bench/seeded-random.ts'
import { colorsApart } from './list-colors.ts'

it('gives neighbours other colours, and each colour to about as many', () => {
  const random = seededRandom(5)
  const count = 900
  const delaunay = new Delaunay(Float64Array.from({ length: count * 2 }, () => random()))
  const neighboursOf = (one: number): Iterable<number> => delaunay.neighbors(one)
  const colorOf = colorsApart({ count, neighboursOf }, 8)
  const used = new Uint32Array(8)
  for (let one = 0; one < count; one++) {
    used[colorOf[one] as number]! += 1
    for (const other of neighboursOf(one)) expect(colorOf[other]).not.toBe(colorOf[one])
  }
  expect(Math.min(...used)).toBeGreaterThan(count / 16)
})

it('of none is none, and one that all are beside has a colour all the same', () => {
  expect(colorsApart({ count: 0, neighboursOf: () => [] }, 8)).toHaveLength(0)
  const all = [0, 1, 2, 3]
  const colorOf = colorsApart({ count: 4, neighboursOf: (one) => all.filter((other) => other !== one) }, 3)
  expect([...colorOf].every((color) => color < 3)).toBe(true)
})
