import type { KeptRun } from '#contract/golden'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('tuning')

/** A golden set with its runs, in any order. */
export interface GoldenRuns {
  readonly name: string
  readonly runs: readonly KeptRun[]
}

/** Sets that a chart has room for. */
export const MOST_GOLDEN_LINES = 2
const COLORS = ['var(--chart-3)', 'var(--chart-5)'] as const

/**
 * The recall of golden sets on the times of other measurements: of each the value of the run that was last by then, as nobody
 * knows better; null before the first. Sets that were never run are left out.
 */
export const goldenLines = (sets: readonly GoldenRuns[], times: readonly number[]) =>
  sets
    .map(({ name, runs }) => ({ name, runs: judgedRuns(runs) }))
    .filter(({ runs }) => runs.some(({ at }) => at <= (times.at(-1) ?? Number.NEGATIVE_INFINITY)))
    .slice(0, MOST_GOLDEN_LINES)
    .map(({ name, runs }, i) => ({
      id: `golden ${name}`,
      label: t('goldenName', { name }),
      color: COLORS[i] as string,
      kind: 'dashed' as const,
      values: times.map((time) => runs.findLast(({ at }) => at <= time)?.recall ?? null),
    }))

const judgedRuns = (runs: readonly KeptRun[]): { readonly at: number; readonly recall: number }[] =>
  runs
    .flatMap(({ at, measures }) => (measures === null ? [] : [{ at, recall: measures.recallK }]))
    .sort((a, b) => a.at - b.at)
