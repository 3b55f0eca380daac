import { useMemo, useState } from 'react'
import type { WatchMark, WatchPoint } from '#contract/quality'
import { TimeChart } from '#ui/chart/time-chart'
import { formatNumber, formatPercent, formatScore } from '../../ui/format-number.ts'
import type { PlainKey } from '../../words/messages.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { millis } from './better-point.ts'
import { type GoldenRuns, goldenLines } from './golden-lines.ts'

const t = wordsOf('tuning')

interface WatchChartProps {
  readonly points: readonly WatchPoint[]
  readonly marks: readonly WatchMark[]
  readonly target: number
  readonly golden: readonly GoldenRuns[]
  readonly range: { readonly from: number; readonly until: number }
  readonly isLoading: boolean
}

const MARKS: Readonly<Record<WatchMark['kind'], PlainKey<'tuning'>>> = {
  alert: 'alert',
  healed: 'over',
  rebuild: 'rebuilt',
  import: 'import',
  setting: 'setting',
  embedder: 'embedder',
}

/** So little below the lowest value the picture ends; recall lies near 1, where differences matter. */
const AIR = 0.02

const markWords = ({ kind, text, author }: WatchMark): string => {
  const said = kind === 'setting' || kind === 'alert' || kind === 'healed' ? told(text) : t(MARKS[kind])
  return author === null || author === 'app' ? said : t('markBy', { text: said, author })
}

/** Recall over time, with what may have moved it, and how long searches took. */
export const WatchChart = ({ points, marks, target, golden, range, isLoading }: WatchChartProps) => {
  const [cursor, setCursor] = useState<number | null>(null)
  const data = useMemo(() => seriesOf(points), [points])
  const expected = useMemo(() => goldenLines(golden, data.times), [golden, data])
  const names = useMemo(() => marks.map((mark) => ({ at: mark.at, label: markWords(mark) })), [marks])
  const found = expected.flatMap(({ values }) => values.filter((value) => value !== null))
  const lowest = Math.min(target, ...points.map(({ recall10 }) => recall10.low), ...found)
  const shared = { times: data.times, range, cursor, onCursor: setCursor, isLoading, marks: names }
  return (
    <>
      <TimeChart
        {...shared}
        title={t('recallHead')}
        series={[...data.recall, ...expected]}
        format={formatScore}
        height={188}
        rules={[
          { value: target, label: t('alertBelowTarget', { target: formatNumber(target) }), tone: 'warning' },
        ]}
        bounds={{ min: Math.max(0, Math.floor((lowest - AIR) * 20) / 20), max: 1 }}
      />
      <TimeChart {...shared} title={t('timeOfASearch')} series={data.times95} format={millis} height={96} />
    </>
  )
}

const seriesOf = (points: readonly WatchPoint[]) => ({
  times: points.map(({ at }) => at),
  recall: [
    {
      id: 'interval',
      label: formatPercent(0.95),
      color: 'var(--chart-1)',
      kind: 'band' as const,
      values: points.map(({ recall10 }) => recall10.high),
      low: points.map(({ recall10 }) => recall10.low),
    },
    {
      id: 'recall1',
      label: 'recall@1',
      color: 'var(--chart-2)',
      kind: 'dashed' as const,
      values: points.map(({ recall1 }) => recall1.value),
    },
    {
      id: 'recall10',
      label: 'recall@10',
      color: 'var(--chart-1)',
      values: points.map(({ recall10 }) => recall10.value),
    },
  ],
  times95: [
    { id: 'p95', label: 'p95', color: 'var(--chart-3)', values: points.map(({ p95 }) => p95) },
    { id: 'p50', label: 'p50', color: 'var(--chart-4)', values: points.map(({ p50 }) => p50) },
  ],
})
