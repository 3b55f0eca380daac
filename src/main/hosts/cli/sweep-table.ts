import type { Estimate, TuningGround, TuningPoint } from '#contract/tuning'

interface SweepReport {
  readonly points: readonly TuningPoint[]
  readonly frontier: readonly number[]
  readonly current: TuningPoint
  readonly ground: TuningGround
}

const COLUMNS = [
  'lists',
  'beam',
  'candidates',
  'R@1',
  'R@5',
  'R@10',
  '95 % interval',
  'p50 ms',
  'p95 ms',
  '',
] as const
const WIDTHS = [6, 6, 10, 6, 6, 6, 13, 7, 7, 9] as const

/** A sweep as a table for a terminal, ending without a line feed. */
export const sweepTable = (
  { points, frontier, current, ground }: SweepReport,
  { hold, holding }: { readonly hold: number; readonly holding: number | null },
): string => {
  const markOf = (place: number): string =>
    place === holding ? 'holds' : frontier.includes(place) ? 'frontier' : ''
  const { queries, silent, depth, vectors } = ground
  const found = holding === null ? undefined : points[holding]
  return [
    line(COLUMNS),
    ...points.map((point, place) => row(point, markOf(place))),
    row(current, 'in force'),
    '',
    `${queries} queries${silent === 0 ? '' : `, and ${silent} that no word of was known`}; ${depth} neighbours asked for, of ${vectors} vectors`,
    found === undefined
      ? `no setting that was tried holds ${hold} of the ten nearest`
      : `the smallest setting that holds ${hold}: vector.fractal.beam_width ${found.beamWidth}, vector.fractal.max_candidates ${found.maxCandidates}${found.centroids === null ? '' : `, vector.fractal.centroids ${found.centroids}`}`,
  ].join('\n')
}

const row = (point: TuningPoint, mark: string): string => {
  const { beamWidth, maxCandidates, centroids, recall1, recall5, recall10, p50, p95 } = point
  return line([
    centroids === null ? 'as is' : String(centroids),
    String(beamWidth),
    String(maxCandidates),
    ...[recall1, recall5, recall10].map(({ value }) => value.toFixed(3)),
    interval(recall10),
    ...[p50, p95].map(({ value }) => value.toFixed(3)),
    mark,
  ])
}

const interval = ({ low, high }: Estimate): string => `${low.toFixed(3)}..${high.toFixed(3)}`

const line = (cells: readonly string[]): string =>
  cells
    .map((cell, i) => cell.padStart(WIDTHS[i] ?? 0))
    .join('  ')
    .trimEnd()
