interface Neighbouring {
  readonly count: number
  /** Those that have a border in common with one. */
  neighboursOf(one: number): Iterable<number>
}

/**
 * A colour of each, so that no neighbours have the same: the one used least of those that are free. Where as many
 * neighbours as there are colours have all of them, which on a plane hardly happens, the one used least of all.
 */
export const colorsApart = ({ count, neighboursOf }: Neighbouring, colors: number): Uint8Array => {
  const colorOf = new Uint8Array(count).fill(colors)
  const used = new Uint32Array(colors)
  for (let one = 0; one < count; one++) {
    const taken = new Set<number>()
    for (const other of neighboursOf(one)) taken.add(colorOf[other] as number)
    let best = -1
    for (let color = 0; color < colors; color++) {
      if (taken.size < colors && taken.has(color)) continue
      if (best < 0 || (used[color] as number) < (used[best] as number)) best = color
    }
    colorOf[one] = best
    used[best] = (used[best] as number) + 1
  }
  return colorOf
}
