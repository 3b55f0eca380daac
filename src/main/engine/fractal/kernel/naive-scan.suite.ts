import type { Desk } from './desk.suite.ts'
import { blockRows } from './kernel.ts'
import type { Found } from './scan.suite.ts'

const { fround } = Math

/** In the order of additions that the kernels promise. */
export const naiveDot = (
  query: readonly number[],
  row: readonly number[],
  round: (value: number) => number,
): number => {
  const s = [0, 0, 0, 0, 0, 0, 0, 0]
  query.forEach((value, i) => {
    s[i % 8] = round(s[i % 8]! + round(value * row[i]!))
  })
  const sum = (a: number, b: number): number => round(a + b)
  return sum(sum(sum(s[0]!, s[4]!), sum(s[2]!, s[6]!)), sum(sum(s[1]!, s[5]!), sum(s[3]!, s[7]!)))
}

/** What `dotRows` says of a row. */
export const scoreOf = (desk: Desk, id: number): number =>
  naiveDot(desk.floatsAt(desk.query, desk.world.width), desk.rowOf(id), fround)

export const tableSum = (desk: Desk, code: readonly number[]): number =>
  code.reduce((sum, word, m) => sum + desk.bytes[desk.table + 16 * m + word]!, 0)

/** Ids of all entries that may be found, and what a scan should make of their codes. */
export const naiveScores = (
  desk: Desk,
  { probes, probeScores, allowed, base }: Found,
): [number, number][] => {
  const baseOf = (list: number): number => fround(probeScores[probes.indexOf(list)]! * desk.reachOf(list))
  const pairs = desk.entries.map(({ row, list, place }): [number, number] => {
    const own = fround(baseOf(list) - base)
    const shift = Math.min(32_767, Math.trunc(fround(fround(own / desk.step) + 0.5)))
    const code = desk.wordsAt(desk.blockAt(list, place) + (place % blockRows), blockRows)
    return [desk.rows[row]!, shift + tableSum(desk, code)]
  })
  return pairs.filter(([id]) => allowed(id))
}

/** By score, ties by id. */
export const best = (pairs: [number, number][]): [number, number][] =>
  pairs.sort(([idA, a], [idB, b]) => b - a || idA - idB)

export const pairsOf = ({ ids, scores }: Found): [number, number][] => ids.map((id, i) => [id, scores[i]!])
