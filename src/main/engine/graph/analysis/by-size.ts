/** Groups numbered anew, 0 the largest; of the same size the one that is met first. */
export const bySize = (
  group: ArrayLike<number>,
): { readonly group: Uint32Array; readonly sizes: number[] } => {
  const sizes = new Map<number, number>()
  for (let i = 0; i < group.length; i++) {
    const one = group[i] as number
    sizes.set(one, (sizes.get(one) ?? 0) + 1)
  }
  // Sorting is stable, and a map keeps the order in which its keys came.
  const sorted = [...sizes].sort((a, b) => b[1] - a[1])
  const place = new Map(sorted.map(([one], i) => [one, i]))
  return {
    group: Uint32Array.from(group, (one) => place.get(one) as number),
    sizes: sorted.map(([, size]) => size),
  }
}
