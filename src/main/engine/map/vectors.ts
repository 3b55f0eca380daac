/** Vectors of one length, one after the other. What `at` gives is only looked at, and gone with the next search. */
export interface Vectors {
  readonly count: number
  readonly dimension: number
  at(i: number): Float32Array
}

/** Places of a sample in the order of the vectors; all of them where there are no more. */
export const samplePlaces = (count: number, most: number, random: () => number): Uint32Array => {
  const all = Uint32Array.from({ length: count }, (_, i) => i)
  if (count <= most) return all
  for (let i = 0; i < most; i++) {
    const j = i + Math.floor(random() * (count - i))
    const chosen = all[j]!
    all[j] = all[i]!
    all[i] = chosen
  }
  return all.slice(0, most).sort()
}
