import type { Figures, System, TaskFigures } from './measure-task.ts'
import { type Difference, mean, pairedDifference } from './measures.ts'

export interface Means {
  readonly recall: number
  readonly mrr: number
  readonly ndcg: number
}

export interface TaskReport {
  readonly name: string
  readonly documents: number
  readonly queries: number
  readonly means: Partial<Record<System, Means>>
  /** The same as {@link toBetter} of fixed .9/.1. */
  readonly fixedToBetter: string
  /** nDCG@10 of adaptive fusion less that of the better of its parts, with the 95% paired bootstrap interval. */
  readonly toBetter: string
  readonly toFixed: string
}

const percent = (values: readonly number[]): number => Number((100 * mean(values)).toFixed(2))

const meansOfOne = ({ recall, mrr, ndcg }: Figures): Means => ({
  recall: percent(recall),
  mrr: percent(mrr),
  ndcg: percent(ndcg),
})

export const meansOf = (figures: TaskFigures): Partial<Record<System, Means>> =>
  Object.fromEntries(Object.entries(figures).map(([system, found]) => [system, meansOfOne(found)]))

const signed = ({ mean: middle, low, high }: Difference): string => {
  const [m, l, h] = [middle, low, high].map(
    (value) => `${value < 0 ? '-' : '+'}${Math.abs(100 * value).toFixed(1)}`,
  )
  return `${m} [${l}, ${h}]`
}

export const differencesOf = (
  figures: TaskFigures,
): Pick<TaskReport, 'fixedToBetter' | 'toBetter' | 'toFixed'> => {
  const ndcg = (system: System): readonly number[] => figures[system]?.ndcg ?? []
  const [keyword, vector, adaptive] = [ndcg('keyword'), ndcg('vector'), ndcg('adaptive')]
  const better = mean(keyword) > mean(vector) ? keyword : vector
  return {
    fixedToBetter: signed(pairedDifference(better, ndcg('fixed .9/.1'))),
    toBetter: signed(pairedDifference(better, adaptive)),
    toFixed: signed(pairedDifference(ndcg('fixed .9/.1'), adaptive)),
  }
}

/** One row a task: the figure without the graph, then each weight's with what it adds. */
export const graphRowsOf = (
  measured: readonly { readonly name: string; readonly byWeight: readonly (readonly number[])[] }[],
  weights: readonly number[],
): string[][] =>
  measured.map(({ name, byWeight: [without = [], ...others] }) => [
    `${name} (${without.length})`,
    percent(without).toFixed(1),
    ...others
      .slice(0, weights.length - 1)
      .map((figures) => `${percent(figures).toFixed(1)} (${signed(pairedDifference(without, figures))})`),
  ])

export const printTable = (
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void => {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  console.log(`\n${title}\n\n${lines.join('\n')}`)
}
