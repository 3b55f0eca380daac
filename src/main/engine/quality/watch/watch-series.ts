import type { WatchMark, WatchPoint } from '#contract/quality'
import type { Estimate } from '#contract/tuning'
import type { WatchRow } from './watch-ports.ts'

export type Kept = ({ readonly is: 'point' } & WatchPoint) | ({ readonly is: 'mark' } & WatchMark)

const DAY = 24 * 3600
/** How long points are kept one by one, then one of an hour, then one of a day; and how many marks. */
const WHOLE_FOR = 2 * DAY
const HOURLY_FOR = 31 * DAY
const DAILY_FOR = 2 * 365 * DAY
const MOST_MARKS = 500

export const readRow = ({ state }: Pick<WatchRow, 'state'>): Kept => JSON.parse(state) as Kept

export const rowOf = (kept: Kept): Omit<WatchRow, 'key'> => ({ at: kept.at, state: JSON.stringify(kept) })

/** What is to be written and taken away so that the series stays small: old points are drawn together, by hour and by day. */
export const thinned = (
  rows: readonly WatchRow[],
  now: number,
): { readonly add: Omit<WatchRow, 'key'>[]; readonly drop: number[] } => {
  const add: Omit<WatchRow, 'key'>[] = []
  const drop: number[] = []
  const marks: number[] = []
  const buckets = new Map<string, { key: number; point: WatchPoint }[]>()
  for (const row of rows) {
    const kept = readRow(row)
    if (kept.is === 'mark') marks.push(row.key)
    else if (now - kept.at > DAILY_FOR) drop.push(row.key)
    else {
      const bucket = bucketOf(kept.at, now)
      if (bucket === null) continue
      const { is: _, ...point } = kept
      const together = buckets.get(bucket) ?? []
      together.push({ key: row.key, point })
      buckets.set(bucket, together)
    }
  }
  for (const together of buckets.values()) {
    if (together.length < 2) continue
    drop.push(...together.map(({ key }) => key))
    add.push(rowOf({ is: 'point', ...drawnTogether(together.map(({ point }) => point)) }))
  }
  return { add, drop: [...drop, ...marks.slice(0, Math.max(0, marks.length - MOST_MARKS))] }
}

const bucketOf = (at: number, now: number): string | null => {
  if (now - at <= WHOLE_FOR) return null
  return now - at <= HOURLY_FOR ? `hour ${Math.floor(at / 3600)}` : `day ${Math.floor(at / DAY)}`
}

/**
 * Points of one stretch of time as one. They asked the same queries for the most part, so that many are no better known
 * than one: bounds are drawn together as values are, and do not shrink.
 */
const drawnTogether = (points: readonly WatchPoint[]): WatchPoint => {
  const ordered = [...points].sort((a, b) => a.at - b.at)
  const [first, last] = [ordered[0] as WatchPoint, ordered.at(-1) as WatchPoint]
  const weight = points.reduce((sum, { queries }) => sum + queries, 0)
  const average = (of: (point: WatchPoint) => number): number =>
    points.reduce((sum, point) => sum + of(point) * point.queries, 0) / weight
  const estimate = (of: (point: WatchPoint) => Estimate): Estimate => ({
    value: average((point) => of(point).value),
    low: average((point) => of(point).low),
    high: average((point) => of(point).high),
  })
  const middles = points.map(({ p50 }) => p50).sort((a, b) => a - b)
  return {
    ...last,
    from: first.from,
    queries: Math.round(weight / points.length),
    recall1: estimate(({ recall1 }) => recall1),
    recall5: estimate(({ recall5 }) => recall5),
    recall10: estimate(({ recall10 }) => recall10),
    lowest10: Math.min(...points.map(({ lowest10 }) => lowest10)),
    p50: middles[middles.length >> 1] as number,
    p95: Math.max(...points.map(({ p95 }) => p95)),
  }
}
