import { currentLocale, regionalLocale } from '../../words/locale.ts'
import { wordsOf } from '../../words/words.ts'
import type { ChartMark, ChartSeries } from './chart-data.ts'

const t = wordsOf('ui')

/** `12 Mar, 14:03:20`, as the reader's locale writes it. */
export const momentWords = (time: number, locale?: string): string =>
  new Intl.DateTimeFormat(locale ?? regionalLocale(currentLocale()), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(time * 1000))

interface Moment {
  readonly times: readonly number[]
  readonly series: readonly ChartSeries[]
  readonly marks: readonly ChartMark[]
  readonly format: (value: number) => string
  readonly locale?: string | undefined
}

/** A moment of a chart in one sentence, for those who hear it. */
export const readoutWords = ({ times, series, marks, format, locale }: Moment, place: number): string => {
  const time = times[place] as number
  // A band lies between lines that are told themselves.
  const told = series.filter(({ kind }) => kind !== 'band')
  const values = told.map(({ label, values }) => {
    const value = values[place] ?? null
    return `${label} ${value === null ? t('unknown') : format(value)}`
  })
  const named = marksAt(marks, times, place).map(({ label }) => label)
  return `${momentWords(time, locale)}: ${[...values, ...named].join(', ')}`
}

/** What happened between this time and the next one. */
export const marksAt = (
  marks: readonly ChartMark[],
  times: readonly number[],
  place: number,
): readonly ChartMark[] => {
  const from = times[place] as number
  const until = times[place + 1] ?? Number.POSITIVE_INFINITY
  return marks.filter(({ at }) => at >= from && at < until)
}
