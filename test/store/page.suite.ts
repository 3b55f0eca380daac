import { expect, it } from 'vitest'
import { SortColumn } from '#contract/memories'
import type { MemoryRow } from '#contract/memory'
import { seededRandom } from '../../bench/seeded-random.ts'
import { type Bench, draft, everyRow, patch, put } from './store-bench.ts'

const TITLES = ['apple', 'Apple', 'äpfel', 'Zebra', 'zebra', '_', 'a b', '😀', '￦', 'Éclair', '10', '9']
const COUNT = 60

/** Rows of every kind with many ties; the order of making them is the order of their keys. */
const fill = async ({ store }: Bench, a: string): Promise<void> => {
  const random = seededRandom(23)
  const below = (n: number): number => Math.floor(random() * n)
  for (let i = 0; i < COUNT; i++) {
    const place = [
      below(3) - 1,
      ...(i % 3 === 0 ? [] : [below(3)]),
      ...(i % 3 === 2 ? [i, below(2)] : [i / 8]),
    ]
    const set = {
      type: below(2) === 0 ? ('episodic' as const) : ('semantic' as const),
      importance: [-1.5, 0, 0.25, 7][below(4)] as number,
      timestamp: below(3) === 0 ? null : below(5) * 10.5,
      pinned: below(3) === 0,
    }
    const text = ['the session cookie', 'a race in the lock', 'cookies of sessions', 'secure the lock'][
      below(4)
    ]
    const payload = { title: TITLES[below(TITLES.length)], text, tags: below(2) ? ['red'] : [], n: below(9) }
    await store.commit(draft(a, [put(a, place, payload, set)], { at: 1000 + Math.floor(i / 4) }))
    const change = patch(a, place, i % 5 === 0 ? { deletedAt: 5000 + below(3) } : { importance: below(3) })
    if (i % 2 === 0) await store.commit(draft(a, [change], { at: 2000 + below(9), onMismatch: 'skip' }))
  }
}

const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
const bytewise = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** A missing value comes before every other. */
const compare = (a: number | string | null | undefined, b: number | string | null | undefined): number => {
  const [left, right] = [a ?? null, b ?? null]
  if (left === null || right === null) return Number(left !== null) - Number(right !== null)
  if (typeof left === 'string') return bytewise(left, right as string)
  return left - (right as number)
}

type Value = (row: MemoryRow) => number | string | null | undefined
const VALUES: Readonly<Record<SortColumn, readonly Value[]>> = {
  coordinate: [0, 1, 2].map(
    (axis): Value =>
      (row) =>
        row.coordinate[axis],
  ),
  type: [(row) => row.type],
  importance: [(row) => row.importance],
  timestamp: [(row) => row.timestamp],
  created: [(row) => row.createdAt],
  updated: [(row) => row.updatedAt],
  title: [(row) => asciiLower(row.title)],
  bytes: [(row) => row.bytes],
}

/** MEM-12 of a store: every page is what sorting everything by hand would show. */
export const pageSuite = (bench: () => Bench): void => {
  let filled: Promise<{ a: string; living: MemoryRow[]; binned: MemoryRow[] }> | undefined
  const shared = () => {
    filled ??= (async () => {
      const a = await bench().namespace()
      await fill(bench(), a)
      const { store } = bench()
      const [living, binned] = [await everyRow(store, a, false), await everyRow(store, a, true)]
      return { a, living: living.rows, binned: binned.rows }
    })()
    return filled
  }
  const coordinates = (rows: readonly MemoryRow[]) => rows.map(({ coordinate }) => coordinate)

  for (const by of SortColumn.options) {
    it(`MEM-12 sorts by ${by} both ways, ties by age, in the bin as outside`, async () => {
      const { store } = bench()
      const { a, living, binned } = await shared()
      for (const direction of ['asc', 'desc'] as const) {
        for (const [bin, rows] of [[false, living] as const, [true, binned] as const]) {
          const keys = new Map<MemoryRow, number>()
          for (const row of rows) keys.set(row, (await store.keyOf(a, row.coordinate)) as number)
          const order = (x: MemoryRow, y: MemoryRow): number =>
            VALUES[by].reduce((found, value) => found || compare(value(x), value(y)), 0) ||
            (keys.get(x) as number) - (keys.get(y) as number)
          const sorted = rows.toSorted((x, y) => (direction === 'asc' ? order(x, y) : order(y, x)))
          for (const [offset, limit] of [[0, 500] as const, [3, 5] as const, [rows.length - 2, 5] as const]) {
            const page = await store.page({ namespace: a, sort: { by, direction }, bin, offset, limit })
            expect(page.total).toBe(rows.length)
            expect(coordinates(page.rows)).toEqual(coordinates(sorted.slice(offset, offset + limit)))
          }
        }
      }
    })
  }

  const sort = { by: 'coordinate', direction: 'asc' } as const

  it('MEM-12 has empty pages at and past the end, and still tells how many there are', async () => {
    const { store } = bench()
    const { a, living } = await shared()
    const filter = { is: 'importance' as const, min: -100 }
    for (const query of [{}, { filter }, { search: 'lock' }]) {
      const all = await store.page({ namespace: a, sort, bin: false, offset: 0, limit: 500, ...query })
      expect(all.rows.length).toBe(all.total)
      expect(all.total).toBeGreaterThan(5)
      for (const offset of [all.total, all.total + 1, 1_000_000]) {
        const page = await store.page({ namespace: a, sort, bin: false, offset, limit: 10, ...query })
        expect([page.rows, page.total]).toEqual([[], all.total])
      }
    }
    expect(living.length).toBeGreaterThan(30)
  })

  it('REC-3 MEM-12 filters a page, counts what matches, and counts nothing where nothing can', async () => {
    const { store } = bench()
    const { a, living, binned } = await shared()
    const page = (filter: Parameters<typeof store.matching>[1], bin = false) =>
      store.page({ namespace: a, sort, bin, offset: 0, limit: 500, filter })
    for (const [bin, rows] of [[false, living] as const, [true, binned] as const]) {
      const red = await page({ is: 'tag', value: 'red' }, bin)
      expect(coordinates(red.rows)).toEqual(coordinates(rows.filter(({ tags }) => tags.includes('red'))))
      expect(red.total).toBe(red.rows.length)
    }
    const nothing = await page({ is: 'not', filter: { is: 'importance' } })
    expect([nothing.total, nothing.rows]).toEqual([0, []])
    const everything = await page({ is: 'importance' })
    expect(everything.total).toBe(living.length)
  })

  it('MEM-12 finds all words of a search, the last one by its beginning at every letter', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const texts = [
      'Session cookies of security reviewers',
      'a cookie and a session',
      'securing relationships',
      'lock',
    ]
    await store.commit(
      draft(
        a,
        texts.map((text, i) => put(a, [i], { text })),
      ),
    )
    const found = async (search: string, bin = false) => {
      const page = await store.page({ namespace: a, sort, bin, offset: 0, limit: 9, search })
      expect(page.total).toBe(page.rows.length)
      return page.rows.map(({ coordinate }) => coordinate[0])
    }
    expect(await found('cookie session')).toEqual([0, 1])
    expect(await found('sessions coo')).toEqual([0, 1])
    expect(await found('coo session')).toEqual([])
    expect(await found('coo ')).toEqual([])
    expect(await found('cookie rev')).toEqual([0])
    expect(await found('  ')).toEqual([0, 1, 2, 3])
    expect(await found('loc" OR "x')).toEqual([])
    expect(await found('&&')).toEqual([])
    for (const word of ['security', 'reviewers', 'cookies', 'session']) {
      for (let n = 1; n <= word.length; n++)
        expect([word.slice(0, n), await found(word.slice(0, n))]).toEqual([
          word.slice(0, n),
          expect.arrayContaining([0]),
        ])
    }
    await store.commit(draft(a, [patch(a, [3], { deletedAt: 1 })]))
    expect([await found('loc'), await found('LOC', true)]).toEqual([[], [3]])
  })

  it('MEM-12 shows a change at once in a list that was found before', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const found = async () => {
      const page = await store.page({ namespace: a, sort, bin: false, offset: 0, limit: 9, search: 'red' })
      return [page.total, page.seq]
    }
    for (const x of [1, 2]) await store.commit(draft(a, [put(a, [x], { text: 'red' })]))
    expect(await found()).toEqual([2, await store.seq()])
    await store.commit(draft(a, [patch(a, [1], { deletedAt: 1 })]))
    expect(await found()).toEqual([1, await store.seq()])
  })

  it('MEM-12 takes memories of a range with as many axes, bounds included, the living only', async () => {
    const { store } = bench()
    const { a, living } = await shared()
    const boxes = [
      [[0], [0]],
      [
        [-1, 0],
        [0, 3],
      ],
      [
        [-1, 0, 2, 0],
        [1, 1, 30, 1],
      ],
      [
        [1, 0],
        [0, 9],
      ],
      [
        [-1, 0.375],
        [1, 3.375],
      ],
    ] as const
    for (const [min, max] of boxes) {
      for (const type of [undefined, 'episodic', 'semantic'] as const) {
        const inside = living.filter(
          (row) =>
            row.coordinate.length === min.length &&
            row.coordinate.every((x, i) => x >= (min[i] as number) && x <= (max[i] as number)) &&
            (type === undefined || row.type === type),
        )
        const rows = await store.range(a, { min, max, type, limit: 100 })
        expect(coordinates(rows)).toEqual(coordinates(inside))
        expect(coordinates(await store.range(a, { min, max, type, limit: 2 }))).toEqual(
          coordinates(inside.slice(0, 2)),
        )
      }
    }
  })
}
