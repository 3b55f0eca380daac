import { describe, expect, it } from 'vitest'
import { Arena } from './arena.ts'
import { kernels } from './index.suite.ts'
import { blockRows, listBytes } from './kernel/kernel.ts'
import { Lists } from './lists.ts'
import { none } from './none.ts'
import { randomFrom } from './random.ts'

const codeBytes = 6

describe.each(kernels)('lists, $name kernel', (kernel) => {
  const arena = new Arena(kernel, 24)
  const lists = new Lists(arena)
  const code = arena.allocate(codeBytes)
  /** A code that its id decides. */
  const codeOf = (id: number): number[] =>
    Array.from({ length: codeBytes }, (_, i) => (id * 31 + i * 7) % 256)
  const append = (list: number, id: number): number => {
    arena.bytes.set(codeOf(id), code)
    return lists.appendCode(list, id, code)
  }
  /** The code at a place, as the kernel finds it: bytes of a block lie interleaved. */
  const codeAt = (list: number, place: number): number[] => {
    const address = arena.u32[(lists.table + list * listBytes) / 4]!
    const block = address + Math.floor(place / blockRows) * blockRows * codeBytes
    return Array.from(
      { length: codeBytes },
      (_, i) => arena.bytes[block + i * blockRows + (place % blockRows)]!,
    )
  }
  const expectSame = (list: number, ids: readonly number[]): void => {
    expect(lists.countOf(list)).toBe(ids.length)
    expect([...lists.idsOf(list)]).toEqual(ids)
    for (const [place, id] of ids.entries()) {
      const [is, was] = [codeAt(list, place).join(), codeOf(id).join()]
      if (is !== was) expect(is).toBe(was)
    }
  }

  it('keep ids and codes through any order of appends, removals, drops and new lists', () => {
    const random = randomFrom(121)
    const live = new Map<number, { readonly centroid: number; readonly ids: number[] }>()
    let next = 0
    for (let i = 0; i < 40_000; i++) {
      const dice = random()
      const all = [...(i % 50 === 0 || live.size < 3 || dice < 0.02 ? live.keys() : [])]
      const list = all.length > 0 ? all[Math.floor(random() * all.length)]! : pick(live, random)
      const there = list === undefined ? undefined : live.get(list)
      if (!there || list === undefined || (dice < 0.02 && live.size < 600)) {
        const made = lists.create(codeBytes, Math.floor(random() * 60), i, i / 2)
        expect(live.has(made)).toBe(false)
        live.set(made, { centroid: i, ids: [] })
      } else if (dice < 0.025) {
        expectSame(list, there.ids)
        expect(lists.centroidOf(list)).toBe(there.centroid)
        lists.drop(list)
        live.delete(list)
      } else if (dice < 0.7 || there.ids.length === 0) {
        next += 1
        expect(append(list, next)).toBe(there.ids.length)
        there.ids.push(next)
      } else {
        const place = Math.floor(random() * there.ids.length)
        const last = there.ids.pop()!
        const isLast = place === there.ids.length
        if (!isLast) there.ids[place] = last
        expect(lists.removeAt(list, place)).toBe(isLast ? none : last)
      }
    }
    // More than the table had room for at first.
    expect(live.size).toBeGreaterThan(256)
    for (const [list, { centroid, ids }] of live) {
      expectSame(list, ids)
      expect(lists.centroidOf(list)).toBe(centroid)
      expect(lists.reachOf(list)).toBe(centroid / 2)
    }
  })

  it('grow far beyond what was asked for', () => {
    const list = lists.create(codeBytes, 1, 3, 1)
    const ids = Array.from({ length: 2000 }, (_, i) => i + 5)
    for (const id of ids) append(list, id)
    expectSame(list, ids)
  })
})

const pick = <T>(map: ReadonlyMap<number, T>, random: () => number): number | undefined => {
  let left = Math.floor(random() * Math.min(40, map.size))
  for (const key of map.keys()) if (left-- === 0) return key
  return undefined
}
