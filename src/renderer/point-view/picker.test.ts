import { describe, expect, it } from 'vitest'
import { Picker } from './picker.ts'

describe('finding points by place', () => {
  it('is what comparing with all finds', () => {
    let state = 7
    const random = (): number => {
      state = (state * 16_807) % 2_147_483_647
      return state / 2_147_483_647
    }
    const xy = Float32Array.from({ length: 2000 }, () => random() * 10)
    const picker = new Picker(xy)
    const away = (i: number, at: { x: number; y: number }): number =>
      Math.hypot((xy[i * 2] as number) - at.x, (xy[i * 2 + 1] as number) - at.y)
    for (let asked = 0; asked < 200; asked++) {
      const at = { x: random() * 10, y: random() * 10 }
      const shown = (i: number): boolean => i % 3 !== 0
      const close = Array.from({ length: 1000 }, (_, i) => i)
        .filter((i) => shown(i) && away(i, at) <= 0.3)
        .sort((a, b) => away(a, at) - away(b, at))
      expect(picker.nearest(at, 0.3, shown)).toBe(close[0] ?? null)
      const other = { x: at.x + 1, y: at.y - 0.5 }
      const inBox = Array.from({ length: 1000 }, (_, i) => i).filter((i) => {
        const [x, y] = [xy[i * 2] as number, xy[i * 2 + 1] as number]
        return x >= at.x && x <= other.x && y >= other.y && y <= at.y
      })
      expect([...picker.inBox(at, other)].sort((a, b) => a - b)).toEqual(inBox)
    }
  })

  it('walks with arrows to what lies that way, and not past the last', () => {
    const picker = new Picker(Float32Array.of(0, 0, 1, 0.1, 5, 0, 0, 3))
    const right = { x: 1, y: 0 }
    expect(picker.towards(0, right, () => true)).toBe(1)
    expect(picker.towards(1, right, () => true)).toBe(2)
    expect(picker.towards(2, right, () => true)).toBeNull()
    expect(picker.towards(0, { x: 0, y: 1 }, () => true)).toBe(3)
    expect(picker.towards(0, right, (i) => i !== 1)).toBe(2)
  })

  it('finds nothing among none', () => {
    const picker = new Picker(new Float32Array(0))
    expect([
      picker.nearest({ x: 0, y: 0 }, 9, () => true),
      picker.inBox({ x: 0, y: 0 }, { x: 1, y: 1 }),
    ]).toEqual([null, []])
  })
})
