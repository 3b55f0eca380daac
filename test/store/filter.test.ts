import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Filter } from '#contract/filter'
import { storeInProcess } from './engine-in-process.ts'
import { filters, item } from './filter-arbitraries.ts'
import { type Item, matches } from './naive-filter.ts'
import { draft, put } from './store-bench.ts'

const seeded = async (items: readonly Item[]) => {
  const store = storeInProcess()
  await store.createNamespace('a', { at: 1, note: '', suggestions: [] })
  for (const { payload: value, created, coordinate, ...set } of items) {
    await store.commit(draft('a', [put('a', coordinate, value as object, set)], { at: created }))
  }
  return store
}

describe('filters', () => {
  it('REC-3 let through what a naive reading lets through, on random payloads', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const items = fc
        .sample(item, { seed, numRuns: 60 })
        .map((one, i): Item => ({ ...one, coordinate: [i, ...one.coordinate] }))
      const store = await seeded(items)
      let [some, through] = [0, 0]
      const property = fc.asyncProperty(filters(items), async (filter) => {
        expect(Filter.safeParse(filter).error).toBeUndefined()
        const found = await store.matching('a', filter)
        // Keys are given in the order of storing, from 1.
        const wanted = items.flatMap((one, i) => (matches(one, filter) ? [i + 1] : []))
        expect([...found]).toEqual(wanted)
        some += Number(wanted.length > 0 && wanted.length < items.length)
        through++
      })
      await fc.assert(property, { seed, numRuns: 400 })
      // Many of them tell memories apart: the test would be worth little if they did not.
      expect(some / through).toBeGreaterThan(0.3)
      await store.close()
    }
  })

  it('REC-3 take as many values and conditions as the schema lets through, at any depth', async () => {
    const base = { type: 'semantic', importance: 0, pinned: false, timestamp: null, created: 1 } as const
    const store = await seeded(
      [0, 1, 2].map((n) => ({ ...base, payload: { n, text: `t${n}` }, coordinate: [n] })),
    )
    const values = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? i : `t${i}`))
    const many: Filter = { is: 'in', field: 'n', values }
    const wide: Filter = { is: 'or', any: Array(100).fill(many) }
    let deep: Filter = { is: 'and', all: [wide] }
    for (let i = 0; i < 13; i++) deep = { is: 'not', filter: deep }
    expect(Filter.safeParse(deep).success).toBe(true)
    expect([...(await store.matching('a', many))]).toEqual([1, 3])
    expect([...(await store.matching('a', deep))]).toEqual([2])
    const one: Filter = { is: 'equals', field: 'n', value: 1 }
    const hundreds: Filter = { is: 'or', any: Array(100).fill({ is: 'and', all: Array(100).fill(one) }) }
    expect(Filter.safeParse(hundreds).success).toBe(true)
    expect([...(await store.matching('a', hundreds))]).toEqual([2])
    await store.close()
  })

  it.each([
    [{ is: 'near' }, ['is']],
    [{ is: 'type', value: 'procedural' }, ['value']],
    [{ is: 'tag', value: '' }, ['value']],
    [{ is: 'equals', field: 'a..b', value: 1 }, ['field']],
    [{ is: 'equals', field: '.a', value: 1 }, ['field']],
    [{ is: 'exists', field: '' }, ['field']],
    [{ is: 'exists', field: 'a', or: 1 }, ['or']],
    [{ is: 'equals', field: 'a', value: {} }, ['value']],
    [{ is: 'in', field: 'a', values: [] }, ['values']],
    [{ is: 'compare', field: 'a', op: '=', value: 1 }, ['op']],
    [{ is: 'compare', field: 'a', op: '<', value: true }, ['value']],
    [{ is: 'importance', min: Number.NaN }, ['min']],
    [{ is: 'time', of: 'deleted' }, ['of']],
    [{ is: 'box', min: [], max: [] }, ['min', 'max']],
    [{ is: 'box', min: [1], max: [1, 2] }, ['same number of axes']],
    [{ is: 'and', all: [] }, ['all']],
    [{ is: 'not', filter: { is: 'pinned', value: 1 } }, ['filter', 'value']],
    [{ is: 'or', any: [{ is: 'pinned', value: true }, { is: 'tag' }] }, ['any', '1', 'value']],
  ])('REC-3 are refused by name: %j', (filter, names) => {
    const told = JSON.stringify(Filter.safeParse(filter).error?.issues ?? null)
    for (const name of names) expect(told).toContain(name)
  })

  it('REC-3 are refused beyond a thousand values and sixteen levels', () => {
    const values = Array(1001).fill(1)
    expect(Filter.safeParse({ is: 'in', field: 'a', values }).error?.message).toContain('values')
    let filter: Filter = { is: 'pinned', value: true }
    for (let i = 0; i < 15; i++) filter = { is: 'not', filter }
    expect(Filter.safeParse(filter).success).toBe(true)
    expect(Filter.safeParse({ is: 'not', filter }).error?.message).toContain('at most 16 deep')
  })
})
