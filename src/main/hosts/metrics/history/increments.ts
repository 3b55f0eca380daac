/** What one look at all metrics gives: counts since the start of the process, and gauges as they stand. */
export interface Totals {
  readonly counters: Readonly<Record<string, number>>
  /** How many lay in each bucket, not added up; the last one has no upper bound. */
  readonly histograms: Readonly<Record<string, readonly number[]>>
  readonly gauges: Readonly<Record<string, number>>
}

/** What happened between two looks. They add up: over time, and over processes. */
export interface Increments {
  readonly counters: Readonly<Record<string, number>>
  readonly histograms: Readonly<Record<string, readonly number[]>>
  readonly gauges: Readonly<Record<string, Level>>
}

/** A gauge over a stretch: how it ended, and the highest that it was. */
export interface Level {
  readonly last: number
  readonly most: number
}

export const NOTHING: Increments = { counters: {}, histograms: {}, gauges: {} }

/** Only what is not 0, as most is. */
export const between = (before: Totals | null, now: Totals): Increments => ({
  counters: compact(now.counters, (name, count) => {
    const more = count - (before?.counters[name] ?? 0)
    return more > 0 ? more : undefined
  }),
  histograms: compact(now.histograms, (name, buckets) => {
    const old = before?.histograms[name] ?? []
    const more = buckets.map((count, i) => Math.max(0, count - (old[i] ?? 0)))
    return more.some((count) => count > 0) ? more : undefined
  }),
  gauges: compact(now.gauges, (_, value) => ({ last: value, most: value })),
})

/** @param b what came after `a` */
export const joined = (a: Increments, b: Increments): Increments => ({
  counters: merged(a.counters, b.counters, (x, y) => x + y),
  histograms: merged(a.histograms, b.histograms, added),
  gauges: merged(a.gauges, b.gauges, (x, y) => ({ last: y.last, most: Math.max(x.most, y.most) })),
})

/** Gauges that each process has for itself; of the others every process sees the same thing. */
const OWN_TO_EACH: ReadonlySet<string> = new Set(['memory'])

/** The same stretch as several processes saw it. */
export const summed = (all: readonly Increments[]): Increments =>
  all.reduce(
    (sum, one) => ({
      counters: merged(sum.counters, one.counters, (x, y) => x + y),
      histograms: merged(sum.histograms, one.histograms, added),
      gauges: merged(sum.gauges, one.gauges, (x, y, name) =>
        OWN_TO_EACH.has(name)
          ? { last: x.last + y.last, most: x.most + y.most }
          : { last: Math.max(x.last, y.last), most: Math.max(x.most, y.most) },
      ),
    }),
    NOTHING,
  )

const added = (a: readonly number[], b: readonly number[]): number[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0))

const compact = <T, U>(
  of: Readonly<Record<string, T>>,
  pick: (name: string, value: T) => U | undefined,
): Record<string, U> =>
  Object.fromEntries(
    Object.entries(of).flatMap(([name, value]) => {
      const picked = pick(name, value)
      return picked === undefined ? [] : [[name, picked]]
    }),
  )

const merged = <T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  both: (x: T, y: T, name: string) => T,
): Record<string, T> => {
  const all: Record<string, T> = { ...a }
  for (const [name, value] of Object.entries(b)) {
    const there = all[name]
    all[name] = there === undefined ? value : both(there, value, name)
  }
  return all
}

/**
 * The value below which a share of all lies, as Prometheus' `histogram_quantile` finds it: straight within a bucket, and
 * never beyond the last bound. Null where there are none.
 */
export const quantile = (
  share: number,
  buckets: readonly number[],
  bounds: readonly number[],
): number | null => {
  const total = buckets.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const rank = share * total
  let under = 0
  for (const [i, upper] of bounds.entries()) {
    const count = buckets[i] ?? 0
    if (count > 0 && under + count >= rank) {
      const lower = bounds[i - 1] ?? 0
      return lower + ((upper - lower) * Math.max(0, rank - under)) / count
    }
    under += count
  }
  return bounds.at(-1) ?? null
}
