import KDBush from 'kdbush'
import type { Point } from './camera.ts'

/** Finds points by place, in a flat k-d tree: 100,000 are sorted in some 20 ms, and asked in microseconds. */
export class Picker {
  readonly #xy: Float32Array
  readonly #tree: KDBush | null

  constructor(xy: Float32Array) {
    this.#xy = xy
    const count = xy.length / 2
    this.#tree = count === 0 ? null : new KDBush(count, 64, Float32Array)
    for (let i = 0; i < count; i++) this.#tree?.add(xy[i * 2] as number, xy[i * 2 + 1] as number)
    this.#tree?.finish()
  }

  /** The nearest of those that are shown within a distance, or null. */
  nearest(at: Point, within: number, isShown: (i: number) => boolean): number | null {
    let [best, least] = [null as number | null, Number.POSITIVE_INFINITY]
    for (const i of this.#tree?.within(at.x, at.y, within) ?? []) {
      const away = Math.hypot((this.#xy[i * 2] as number) - at.x, (this.#xy[i * 2 + 1] as number) - at.y)
      // Of two in one place the last lies on top.
      if (away > least || (away === least && best !== null && i < best) || !isShown(i)) continue
      best = i
      least = away
    }
    return best
  }

  /** All within a box, in no order. */
  inBox(a: Point, b: Point): readonly number[] {
    const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
    const [bottom, top] = [Math.min(a.y, b.y), Math.max(a.y, b.y)]
    return this.#tree?.range(left, bottom, right, top) ?? []
  }

  /** The nearest that lies in a direction, by a cone of 90 degrees: where an arrow key leads. */
  towards(from: number, way: Point, isShown: (i: number) => boolean): number | null {
    const at = { x: this.#xy[from * 2] as number, y: this.#xy[from * 2 + 1] as number }
    const lies = (i: number): boolean => {
      const [dx, dy] = [(this.#xy[i * 2] as number) - at.x, (this.#xy[i * 2 + 1] as number) - at.y]
      const along = dx * way.x + dy * way.y
      const aside = Math.abs(dx * way.y - dy * way.x)
      return i !== from && along > 0 && aside <= along && isShown(i)
    }
    const spread = this.#spread()
    for (let within = spread / 500; within < spread * 4; within *= 2) {
      const found = this.nearest(at, within, lies)
      if (found !== null) return found
    }
    return null
  }

  #spread(): number {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const value of this.#xy) {
      least = Math.min(least, value)
      most = Math.max(most, value)
    }
    return Math.max(most - least, 1e-9)
  }
}
