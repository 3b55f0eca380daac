import { expect, it } from 'vitest'
import { seededRandom } from '../../seeded-random.ts'
import { exactTop } from './exact-top.ts'
import { rowsOf } from './vectors.ts'

const dimension = 5
const random = seededRandom(3)
const matrix = (count: number): Float32Array =>
  Float32Array.from({ length: count * dimension }, () => Math.round(4 * random()) / 4)
const base = matrix(300)
const queries = rowsOf(matrix(7), dimension)
const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

const obvious = (query: Float32Array, k: number, allowed: readonly number[]): number[] => {
  const rows = rowsOf(base, dimension)
  return [...allowed].sort((a, b) => dot(rows[b]!, query) - dot(rows[a]!, query) || a - b).slice(0, k)
}

it('finds what sorting finds, ties by row', () => {
  const { rows } = exactTop(base, queries, { k: 20 })
  const all = Array.from({ length: 300 }, (_, i) => i)
  expect([...rows]).toEqual(queries.flatMap((query) => obvious(query, 20, all)))
})

it('looks only at the allowed rows', () => {
  const allowed = Uint32Array.from({ length: 100 }, (_, i) => 3 * i)
  const { rows } = exactTop(base, queries, { k: 20, allowed })
  expect([...rows]).toEqual(queries.flatMap((query) => obvious(query, 20, [...allowed])))
})

it('leaves the score of what is not there at -Infinity', () => {
  const { scores } = exactTop(base, [queries[0]!], { k: 3, allowed: Uint32Array.of(5) })
  expect([...scores.subarray(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])
})
