import type { FuzzyGraph } from './fuzzy-graph.ts'

/** Of the curve 1 / (1 + a d^2b) that is flat up to a distance of 0.1 and then falls off as e^-d. */
const A = 1.5769434603113077
const B = 0.8950608779109733
/** Strangers that each pull pushes away, and how far one push or pull goes at most. */
const STRANGERS = 5
const MOST = 4
/** Rounds: fewer for many, as more links are pulled in each. */
const ROUNDS = { few: 400, many: 200, from: 10_000 } as const

export const umapRounds = (count: number): number => (count < ROUNDS.from ? ROUNDS.few : ROUNDS.many)

/**
 * UMAP's layout (McInnes, Healy and Melville 2018, algorithm 5): links pull as often as they weigh, strangers push.
 * Begins with given places, so that what is large stays where the plane has it, and changes them.
 * @yields after each round, with its number
 */
export function* umapLayout(
  graph: FuzzyGraph,
  places: Float32Array,
  random: () => number,
): Generator<number, void> {
  const { from, to, weight } = graph
  const count = places.length / 2
  const rounds = umapRounds(count)
  let most = 0
  for (const one of weight) most = Math.max(most, one)
  const every = weight.map((one) => most / one)
  const next = every.slice()
  for (let round = 0; round < rounds; round++) {
    const rate = 1 - round / rounds
    for (let link = 0; link < from.length; link++) {
      if (next[link]! > round + 1) continue
      next[link]! += every[link]!
      const [a, b] = [from[link]! * 2, to[link]! * 2]
      pull(places, a, b, rate)
      for (let i = 0; i < STRANGERS; i++) {
        const stranger = Math.floor(random() * count) * 2
        if (stranger !== a) push(places, a, stranger, rate)
      }
    }
    yield round + 1
  }
}

const pull = (places: Float32Array, a: number, b: number, rate: number): void => {
  const [x, y] = [places[a]! - places[b]!, places[a + 1]! - places[b + 1]!]
  const squared = x * x + y * y
  if (squared === 0) return
  const power = squared ** B
  const force = (-2 * A * B * power) / squared / (1 + A * power)
  const [dx, dy] = [clipped(force * x) * rate, clipped(force * y) * rate]
  places[a]! += dx
  places[a + 1]! += dy
  places[b]! -= dx
  places[b + 1]! -= dy
}

const push = (places: Float32Array, a: number, b: number, rate: number): void => {
  const [x, y] = [places[a]! - places[b]!, places[a + 1]! - places[b + 1]!]
  const squared = x * x + y * y
  const force = (2 * B) / ((0.001 + squared) * (1 + A * squared ** B))
  places[a]! += (squared > 0 ? clipped(force * x) : MOST) * rate
  places[a + 1]! += (squared > 0 ? clipped(force * y) : MOST) * rate
}

const clipped = (value: number): number => Math.max(-MOST, Math.min(MOST, value))
