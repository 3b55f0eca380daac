import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KeyMap } from './key-map.ts'
import { none } from './none.ts'
import { randomFrom } from './random.ts'

const expectSame = (map: KeyMap, oracle: ReadonlyMap<number, number>): void => {
  expect(map.size).toBe(oracle.size)
  for (const [key, row] of oracle) if (map.get(key) !== row) expect([key, map.get(key)]).toEqual([key, row])
  expect([...map.rows()].sort((a, b) => a - b)).toEqual([...oracle.values()].sort((a, b) => a - b))
}

describe('KeyMap', () => {
  it('is as a Map is after any operations', () => {
    const key = fc.oneof(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.constantFrom(0, 2 ** 31, 2 ** 32 - 1),
    )
    const operation = fc.record({
      key,
      row: fc.option(fc.integer({ min: 0, max: 2 ** 32 - 2 }), { freq: 2 }),
    })
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 400, size: 'max' }), (operations) => {
        const map = new KeyMap()
        const oracle = new Map<number, number>()
        for (const { key: at, row } of operations) {
          if (row === null) {
            map.delete(at)
            oracle.delete(at)
          } else {
            map.set(at, row)
            oracle.set(at, row)
          }
          expect(map.get(at)).toBe(oracle.get(at) ?? none)
        }
        expectSame(map, oracle)
      }),
    )
  })

  it.each([1, 64, 65_536, 2_654_435_761])(
    'holds many keys that lie %i apart, and loses none when others go',
    (stride) => {
      const map = new KeyMap()
      const oracle = new Map<number, number>()
      const random = randomFrom(stride)
      const keyOf = (i: number): number => (i * stride) >>> 0
      for (let i = 0; i < 60_000; i++) {
        const key = keyOf(Math.floor(random() * 20_000))
        if (random() < (i < 30_000 ? 0.3 : 0.6)) {
          map.delete(key)
          oracle.delete(key)
        } else {
          map.set(key, i)
          oracle.set(key, i)
        }
      }
      expectSame(map, oracle)
      for (let i = 0; i < 20_000; i++) {
        const key = keyOf(i)
        if (map.get(key) !== (oracle.get(key) ?? none)) expect(key).toBe(none)
      }
      expect(map.byteLength).toBeGreaterThan(0)
      expect(map.byteLength).toBeLessThan(64 * 20_000)
    },
  )
})
