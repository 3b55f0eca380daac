/** From and to, in percent of the width of the drawing. */
export type Span = readonly [number, number]

/** A span of a share of `within`, in its middle. Never so thin that it cannot be seen. */
export const centred = (share: number, within: Span = [0, 100]): Span => {
  const [from, to] = within
  const middle = (from + to) / 2
  const half = Math.max(0.5, (share * (to - from)) / 2)
  return [middle - half, middle + half]
}

/** Columns side by side, as wide as they weigh, with a gap between them. */
export const columnSpans = (weights: readonly number[], gap: number): readonly Span[] => {
  const room = 100 - gap * (weights.length - 1)
  return cutSpan([0, room], weights).map(([from, to], index) => [from + index * gap, to + index * gap])
}

/** A span cut into parts by their amounts, one after the other. */
export const cutSpan = ([from, to]: Span, amounts: readonly number[]): readonly Span[] => {
  const all = amounts.reduce((a, b) => a + b, 0)
  let at = from
  return amounts.map((amount) => {
    const start = at
    at += all === 0 ? 0 : ((to - from) * amount) / all
    return [start, at] as const
  })
}

/** A ribbon that leaves one span at the top and arrives at another at the bottom, level at both. */
export const ribbon = (top: Span, bottom: Span, height: number): string => {
  const middle = height / 2
  const [a, b] = top
  const [c, d] = bottom
  return `M${a} 0C${a} ${middle} ${c} ${middle} ${c} ${height}L${d} ${height}C${d} ${middle} ${b} ${middle} ${b} 0Z`
}
