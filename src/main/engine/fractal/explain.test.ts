import { describe, expect, it } from 'vitest'
import { clusters, indexOf, variants, rowsOf, times } from './index.suite.ts'
import { dot } from './naive-index.suite.ts'
import { randomFrom } from './random.ts'

const dimension = 24
const k = 20

describe.each(variants)('why a search gives a key or does not, $name', ({ kernel, formOf }) => {
  const random = randomFrom(77)
  const make = clusters(dimension, { count: 12, spread: 1.4, random })
  const rows = rowsOf(times(2500, () => make()))
  const index = indexOf({ dimension, kernel, ...formOf(dimension), settings: { centroids: 14 } }, rows)
  index.settle()
  const key = (): number => Math.floor(random() * rows.length)
  const allowed = Uint32Array.from({ length: 900 }, (_, i) => 2 * i)
  const vectorOf = (wanted: number): Float32Array => rows[wanted]?.vector as Float32Array

  it('REC-5 ranks a memory as comparing with all of them does, among those that a filter lets through too', () => {
    for (const filter of [undefined, allowed]) {
      for (let round = 0; round < 40; round++) {
        const wanted = filter ? (filter[Math.floor(random() * filter.length)] as number) : key()
        const vector = make()
        const own = dot(vector, vectorOf(wanted))
        const among = filter ? [...filter] : rows.map((row) => row.key)
        const above = among.filter((other) => {
          const score = dot(vector, vectorOf(other))
          return score > own || (score === own && other < wanted)
        })
        const query = { space: 1, vector, k, ...(filter && { allowed: filter }) }
        expect(index.explain(query, wanted)).toMatchObject({ similarity: own, rank: above.length + 1 })
      }
    }
  })

  it('REC-5 says what would have found it: neither a narrower beam nor a smaller cap would', () => {
    const settings = { beam: 1, candidates: 60, firstShare: 1, slack: 0.02 }
    const seen = { byBeam: 0, byCap: 0, notAtAll: 0 }
    for (let round = 0; round < 400; round++) {
      const vector = make()
      const [...near] = index.search({ space: 1, vector, k, exact: true }).keys
      const wanted = near[Math.floor(random() * near.length)] as number
      const query = { space: 1, vector, k, settings }
      const finds = (changed: object): boolean =>
        index.search({ ...query, settings: { ...settings, ...changed } }).keys.includes(wanted)
      const found = index.explain(query, wanted)
      expect(found?.isFound).toBe(finds({}))
      if (found?.isFound || !found?.tree) continue
      const { beamNeeded, candidatesNeeded, listRank, visited, lists } = found.tree
      expect(visited).toBe(1)
      expect(lists).toBe(index.health()[0]?.tree?.lists)
      if (beamNeeded !== null) {
        seen.byBeam += 1
        expect(finds({ beam: beamNeeded })).toBe(true)
        expect(finds({ beam: beamNeeded - 1 })).toBe(false)
      }
      if (candidatesNeeded !== null) {
        seen.byCap += 1
        expect(listRank).toBe(1)
        expect(finds({ candidates: candidatesNeeded })).toBe(true)
        expect(finds({ candidates: candidatesNeeded - 1 })).toBe(false)
      }
      if (beamNeeded === null && candidatesNeeded === null) seen.notAtAll += 1
    }
    expect(seen.byBeam).toBeGreaterThan(20)
  })

  it('REC-5 knows no key that has no vector, and misses nothing where all are compared', () => {
    const query = { space: 1, vector: make(), k }
    expect(index.explain(query, 99_999)).toBeNull()
    expect(index.explain({ ...query, space: 2 }, 1)).toBeNull()
    expect(index.explain({ ...query, exact: true }, key())?.tree).toBeNull()
  })
})
