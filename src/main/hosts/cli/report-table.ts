import type { GoldenResult, Measures, RunReport, RunSummary } from '#contract/golden'

const QUERY_WIDTH = 44

type Column = readonly [title: string, value: (measures: Measures) => number]

/** A run as a table for a terminal, ending without a line feed. */
export const reportTable = (set: string, { summary, results }: RunReport): string => {
  const columns = columnsOf(summary.k)
  const head = line(set, [...columns.map(([title]) => title), 'missed'])
  const rows = results.map((result) => rowOf(result, columns))
  const mean = line('mean', [...numbers(summary.measures, columns), String(summary.missed)])
  return [head, ...rows, mean, '', ...notes(summary), ...results.flatMap(missesOf)].join('\n')
}

const columnsOf = (k: number): Column[] => {
  const own: Column[] = [1, 5, 10].includes(k) ? [] : [[`R@${k}`, ({ recallK }) => recallK]]
  return [
    ['R@1', ({ recall1 }) => recall1],
    ['R@5', ({ recall5 }) => recall5],
    ['R@10', ({ recall10 }) => recall10],
    ...own,
    ['MRR', ({ mrr }) => mrr],
    ['nDCG', ({ ndcg10 }) => ndcg10],
  ]
}

const numbers = (measures: Measures | null, columns: readonly Column[]): string[] =>
  columns.map(([, value]) => (measures === null ? '-' : value(measures).toFixed(3)))

const rowOf = (result: GoldenResult, columns: readonly Column[]): string =>
  line(result.query, [...numbers(result.measures, columns), String(result.missed.length)])

const line = (name: string, cells: readonly string[]): string =>
  [cut(name).padEnd(QUERY_WIDTH), ...cells.map((cell) => cell.padStart(6))].join('  ')

const cut = (text: string): string => {
  const flat = [...text.replace(/\s+/g, ' ')]
  return flat.length <= QUERY_WIDTH ? flat.join('') : `${flat.slice(0, QUERY_WIDTH - 3).join('')}...`
}

const notes = (summary: RunSummary): string[] => {
  const { judged, unjudged, gone, withoutVectors, p50, p95, comparison } = summary
  const times = p50 === null || p95 === null ? [] : [`p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`]
  const left = unjudged === 0 ? '' : `, ${unjudged} left out as nothing they expect lives`
  return [
    `${judged} queries judged${left}`,
    ...times,
    ...(gone === 0 ? [] : [`${gone} expected memories are deleted or never were`]),
    ...(withoutVectors === 0 ? [] : [`${withoutVectors} queries were answered without vectors`]),
    ...(comparison === null ? [] : comparedWith(comparison)),
  ]
}

const comparedWith = ({ run, queries, differences }: NonNullable<RunSummary['comparison']>): string[] => {
  const told = (name: string, { mean, low, high }: { mean: number; low: number; high: number }): string =>
    `${name} ${signed(mean)} (95%: ${signed(low)} to ${signed(high)})`
  const { recall10, mrr, ndcg10 } = differences
  const parts = [told('R@10', recall10), told('MRR', mrr), told('nDCG', ndcg10)]
  return [`against run ${run}, over ${queries} queries: ${parts.join(', ')}`]
}

const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(3)}`

const missesOf = ({ query, missed, gone }: GoldenResult): string[] => [
  ...missed.map(({ coordinate, title, rank }) => {
    const where = rank === null ? 'not found' : `at ${rank}`
    return `missed: ${cut(query)}: (${coordinate.join(', ')}) ${cut(title)}, ${where}`
  }),
  ...gone.map(
    ({ coordinate, presence }) =>
      `${presence === 'binned' ? 'deleted' : 'absent'}: ${cut(query)}: (${coordinate.join(', ')})`,
  ),
]
