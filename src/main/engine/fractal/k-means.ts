import { ShortRows } from './short-rows.ts'
import { chunkRows, normalise, type Workbench } from './workbench.ts'

const iterations = 8
/** Products of a slice: some hundred microseconds. */
const sliceProducts = 4000

export interface Clusters {
  /** Rows of the centroids, one after the other, of length one. */
  readonly first: number
  readonly count: number
  /** Cluster of each point. */
  readonly assigned: Uint32Array
}

/** What {@link sphericalKMeans} takes of a workbench: rows, and sums as long as rows. */
export const kMeansRows = (clusters: number): number => 2 * clusters + ShortRows.rowsFor(clusters) + 4

/**
 * Clusters by direction (Dhillon and Modha 2001): a point belongs to the centroid of largest dot product, a centroid is
 * the direction of the sum of its points. Begins with points that chance chooses. Pauses now and then.
 */
export function* sphericalKMeans(
  bench: Workbench,
  points: Uint32Array,
  count: number,
  random: () => number,
  /** Of so many points at once, rows of floats. */
  floatRowsOf = (rows: Uint32Array): Uint32Array => bench.floatRowsOf(rows),
): Generator<void, Clusters> {
  const { run, width } = bench
  const first = bench.rows(count)
  const sums = bench.floats(count * width)
  const centroids = new ShortRows(bench, count)
  const pair = new ShortRows(bench, 2)
  const scores = bench.wholes(count)
  const others = bench.wholes(count)
  const place = (point: number, cluster: number): void => {
    bench.copyRow(floatRowsOf(Uint32Array.of(point))[0]!, first + cluster)
    normalise(bench.floatsOf(first + cluster))
  }
  for (let i = 0; i < count; i++) place(points[Math.floor(random() * points.length)]!, i)
  const assigned = new Uint32Array(points.length)
  // Even, for points come in pairs.
  const slice = 2 * Math.max(8, Math.floor(sliceProducts / count / 2))
  for (let iteration = 0; iteration < iterations; iteration++) {
    sums.values.fill(0)
    centroids.setRun(first, count)
    let farthest = 0
    let farthestScore = Number.POSITIVE_INFINITY
    const assign = (i: number, row: number, scored: Int32Array): void => {
      const best = largestOf(scored)
      assigned[i] = best
      run.addRow(sums.address + best * bench.rowBytes, bench.rowAt(row), width)
      if (scored[best]! < farthestScore) {
        farthestScore = scored[best]!
        farthest = i
      }
    }
    for (let start = 0; start < points.length; start += chunkRows) {
      const rows = floatRowsOf(points.subarray(start, start + chunkRows))
      for (let i = 0; i < rows.length; i += 2) {
        const next = Math.min(i + 1, rows.length - 1)
        pair.set([rows[i]!, rows[next]!])
        run.dotShortRowsTwice(
          pair.at(0),
          pair.at(1),
          centroids.ids,
          count,
          width,
          scores.address,
          others.address,
        )
        assign(start + i, rows[i]!, scores.values)
        if (next > i) assign(start + next, rows[next]!, others.values)
        if ((start + i) % slice === slice - 2) yield
      }
    }
    for (let i = 0; i < count; i++) {
      if (bench.writeDirection(sums.address + i * bench.rowBytes, first + i) > 0) continue
      // Nobody's: it goes where a centroid is missed most.
      place(points[farthest]!, i)
    }
  }
  return { first, count, assigned }
}

export const largestOf = (values: Float32Array | Int32Array): number => {
  let best = 0
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i
  return best
}
