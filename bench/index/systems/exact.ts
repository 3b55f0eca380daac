import type { BenchSystem, SystemKind, SystemOptions } from '../system.ts'

/** The best keys met so far, best first. Keys come in ascending order, so ties stay by key. */
class Best {
  readonly keys: number[] = []
  readonly #scores: number[] = []
  readonly #k: number

  constructor(k: number) {
    this.#k = k
  }

  add(key: number, score: number): void {
    const scores = this.#scores
    let at = scores.length
    if (at === this.#k && score <= scores[at - 1]!) return
    while (at > 0 && scores[at - 1]! < score) at--
    scores.splice(at, 0, score)
    this.keys.splice(at, 0, key)
    scores.length = Math.min(scores.length, this.#k)
    this.keys.length = scores.length
  }
}

const dotAt = (rows: Float32Array, first: number, query: Float32Array): number => {
  let sum = 0
  for (let i = 0; i < query.length; i++) sum += rows[first + i]! * query[i]!
  return sum
}

const start = ({ dimension }: SystemOptions): BenchSystem => {
  let held = new Float32Array()
  return {
    name: exact.name,
    settings: [{ label: 'all rows', use: () => {} }],
    build(rows) {
      held = rows.slice()
    },
    prepare: (query) => (k) => {
      const best = new Best(k)
      const count = held.length / dimension
      for (let key = 0; key < count; key++) best.add(key, dotAt(held, key * dimension, query))
      return best.keys
    },
    prepareFiltered: (allowed) => (query) => (k) => {
      const best = new Best(k)
      for (const key of allowed) best.add(key, dotAt(held, key * dimension, query))
      return best.keys
    },
    close() {
      held = new Float32Array()
    },
  }
}

/** Compares with all rows, in plain JavaScript: what an index must at least beat. */
export const exact: SystemKind = { name: 'exact', cached: false, start }
