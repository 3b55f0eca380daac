import type { BenchPoint, BenchReport, ChangeTimes } from '#contract/tuning'

const COLUMNS = [
  'setting',
  'beam',
  'candidates',
  'R@10',
  '95 % interval',
  'a second',
  'p50 ms',
  'p95 ms',
  'p99 ms',
]
const WIDTHS = [12, 6, 10, 6, 13, 9, 7, 7, 7]

const NAMES: Readonly<Record<BenchPoint['setting'], string>> = {
  exact: 'exact',
  'in-force': 'in force',
  rebuilt: 'built anew',
  fast: 'fast',
  balanced: 'balanced',
  high_recall: 'high_recall',
  asked: 'asked for',
}

/** A report as a table for a terminal, ending without a line feed. */
export const benchTable = ({ points, ground, dimension, ...costs }: BenchReport): string => {
  const { queries, silent, depth, vectors } = ground
  const unheard = silent === 0 ? '' : `, and ${silent} that no word of was known`
  return [
    line(COLUMNS),
    ...points.map(row),
    '',
    `${queries} queries${unheard}; ${depth} neighbours asked for, of ${vectors} vectors of ${dimension} numbers, by one thread`,
    ...costLines(costs),
    ...(costs.buildSeconds === null
      ? ['so few, or by the settings, that all are compared: there are no lists']
      : []),
  ].join('\n')
}

const row = ({ setting, effort, recall10, perSecond, p50, p95, p99 }: BenchPoint): string =>
  line([
    NAMES[setting],
    effort === null ? '-' : String(effort.beamWidth),
    effort === null ? '-' : String(effort.maxCandidates),
    recall10.value.toFixed(3),
    `${recall10.low.toFixed(3)}..${recall10.high.toFixed(3)}`,
    String(Math.round(perSecond)),
    ...[p50, p95, p99].map((time) => time.toFixed(3)),
  ])

const costLines = ({
  buildSeconds,
  inserts,
  removals,
  memory: { bytes, vectors },
}: Pick<BenchReport, 'buildSeconds' | 'inserts' | 'removals' | 'memory'>): string[] => [
  ...(buildSeconds === null ? [] : [`build    ${buildSeconds.toFixed(2)} s`]),
  ...(inserts === null ? [] : [`insert   ${timesText(inserts)}`]),
  ...(removals === null ? [] : [`remove   ${timesText(removals)}`]),
  `memory   ${megabytes(bytes)} MB, ${(bytes / Math.max(1, vectors)).toFixed(2)} times the vectors alone`,
]

const timesText = ({ count, perSecond, p50, p99 }: ChangeTimes): string =>
  `p50 ${p50.toFixed(1)} us, p99 ${p99.toFixed(1)} us, ${Math.round(perSecond)} a second (${count} of them)`

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)

const line = (cells: readonly string[]): string =>
  cells
    .map((cell, i) => (i === 0 ? cell.padEnd(WIDTHS[i] ?? 0) : cell.padStart(WIDTHS[i] ?? 0)))
    .join('  ')
    .trimEnd()
