import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OutboxRow } from '#engine/ports'
import { pointPayload } from '#stores/qdrant/point-payload'
import { qdrantFilter } from '#stores/qdrant/qdrant-filter'
import { filters, item } from '../store/filter-arbitraries.ts'
import { type Item, matches as naively } from '../store/naive-filter.ts'
import { derived } from '../store/store-bench.ts'
import { matches } from './double-filter.ts'

const rowOf = (one: Item, key: number): OutboxRow => ({
  ...{ key, id: String(key), space: 1, seq: 1, isThere: true, version: 1 },
  coordinate: one.coordinate,
  type: one.type,
  importance: one.importance,
  timestamp: one.timestamp,
  pinned: one.pinned,
  tags: derived(one.payload).tags,
  createdAt: one.created,
  updatedAt: one.created,
  payload: JSON.stringify(one.payload),
})

describe('filters in Qdrant', () => {
  it('REC-3 let through exactly what a naive reading lets through, wherever they can be said there', () => {
    let [said, telling] = [0, 0]
    for (const seed of [1, 2, 3]) {
      const items = fc
        .sample(item, { seed, numRuns: 40 })
        .map((one, i): Item => ({ ...one, coordinate: [i, ...one.coordinate] }))
      const points = items.map((one, i) => ({ id: String(i), payload: pointPayload(rowOf(one, i)) }))
      const property = fc.property(filters(items), (filter) => {
        const translated = qdrantFilter(filter)
        if (translated === null) return
        const found = points.map((point) => matches(translated, point))
        const wanted = items.map((one) => naively(one, filter))
        expect(found).toEqual(wanted)
        said++
        telling += Number(new Set(wanted).size > 1)
      })
      fc.assert(property, { seed, numRuns: 500 })
    }
    expect(said).toBeGreaterThan(500)
    expect(telling / said).toBeGreaterThan(0.25)
  })

  it('REC-3 says of which it cannot be, also deep inside others', () => {
    const cannot = { is: 'contains', field: 'text', value: 'word' } as const
    for (const filter of [
      cannot,
      { is: 'not', filter: cannot },
      {
        is: 'and',
        all: [
          { is: 'pinned', value: true },
          { is: 'or', any: [cannot] },
        ],
      },
      { is: 'compare', field: 'name', op: '<', value: 'm' },
      { is: 'equals', field: 'coordinate', value: 1 },
      { is: 'equals', field: 'a"b', value: 1 },
    ] as const) {
      expect(qdrantFilter(filter)).toBeNull()
    }
    expect(qdrantFilter({ is: 'exists', field: 'coordinate' })).not.toBeNull()
  })
})
