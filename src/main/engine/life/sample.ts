/** Draws that may miss before all weights are read: the weights are so small then that drawing blindly is dearer. */
const DRAWS_FOR_EACH = 64
const DRAWN_AT_ONCE = 256

/** Each as likely as any other, none twice: Fisher and Yates, over a pool of which only what moved is kept. */
export const sampleUniformly = (keys: Uint32Array, count: number, random: () => number): Uint32Array => {
  const moved = new Map<number, number>()
  const size = Math.min(count, keys.length)
  const drawn = new Uint32Array(size)
  for (let i = 0; i < size; i++) {
    const j = i + Math.floor(random() * (keys.length - i))
    drawn[i] = keys[moved.get(j) ?? j] as number
    moved.set(j, moved.get(i) ?? i)
  }
  return drawn
}

/**
 * One after the other, each as likely as its weight among those that are left, by rejection: only what is drawn is
 * weighed. Where hardly anything weighs something all are weighed instead.
 * @param weigh from 0 to 1
 */
export const sampleByWeight = async (
  keys: Uint32Array,
  count: number,
  random: () => number,
  weigh: (keys: Uint32Array) => Promise<Float64Array>,
): Promise<Uint32Array> => {
  const size = Math.min(count, keys.length)
  const drawn = new Set<number>()
  for (let draws = 0; drawn.size < size && draws < size * DRAWS_FOR_EACH; draws += DRAWN_AT_ONCE) {
    const tried = Uint32Array.from(
      { length: DRAWN_AT_ONCE },
      () => keys[Math.floor(random() * keys.length)] as number,
    )
    const weights = await weigh(tried)
    tried.forEach((key, i) => {
      if (drawn.size < size && random() < (weights[i] as number)) drawn.add(key)
    })
  }
  const left = keys.filter((key) => !drawn.has(key))
  const rest = drawn.size < size ? heaviest(left, await weigh(left), size - drawn.size, random) : []
  return Uint32Array.from([...drawn, ...rest])
}

/** The same by weights that are all known (Efraimidis and Spirakis 2006): the greatest u^(1/w), so ln u / w. */
const heaviest = (
  keys: Uint32Array,
  weights: Float64Array,
  count: number,
  random: () => number,
): readonly number[] => {
  const keyed = [...keys].map((key, i) => {
    const weight = weights[i] as number
    // What weighs nothing comes last, in an order that chance decides.
    return {
      key,
      rank: weight > 0 ? Math.log(1 - random()) / weight : Number.NEGATIVE_INFINITY,
      tie: random(),
    }
  })
  keyed.sort((a, b) => (a.rank === b.rank ? a.tie - b.tie : b.rank > a.rank ? 1 : -1))
  return keyed.slice(0, count).map(({ key }) => key)
}
