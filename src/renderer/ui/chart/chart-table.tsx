import { wordsOf } from '../../words/words.ts'
import { formatCount } from '../format-number.ts'
import { marksAt, momentWords } from './chart-words.ts'
import styles from './time-chart.module.css'
import type { TimeChartProps } from './time-chart-props.ts'

const t = wordsOf('ui')

/** More rows than that nobody reads; a shorter stretch shows the others. */
const MOST_ROWS = 240

/** The same values as words, newest first. */
export const ChartTable = (props: TimeChartProps) => {
  const { title, times, format, marks = [], onOpen, locale } = props
  const series = props.series.filter(({ kind }) => kind !== 'band')
  const known = times.flatMap((_, i) =>
    series.some(({ values }) => (values[i] ?? null) !== null) ? [i] : [],
  )
  const places = known.slice(-MOST_ROWS).reverse()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with keys
    <section className={styles.tableBox} tabIndex={0} aria-label={t('titleTable', { title })}>
      <table className={styles.table}>
        <caption className={styles.caption}>
          {places.length < known.length
            ? t('showingTheNewestPlacesOf', { places: places.length, known: formatCount(known.length) })
            : t('knownValuesNewestFirst', { known: formatCount(known.length) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('time')}</th>
            {series.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">{t('marks')}</th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => {
            const time = times[place] as number
            return (
              <tr key={time}>
                <th scope="row">
                  {onOpen ? (
                    <button type="button" className={styles.open} onClick={() => onOpen(time)}>
                      {momentWords(time, locale)}
                    </button>
                  ) : (
                    momentWords(time, locale)
                  )}
                </th>
                {series.map(({ id, values }) => {
                  const value = values[place] ?? null
                  return <td key={id}>{value === null ? '–' : format(value)}</td>
                })}
                <td>
                  {marksAt(marks, times, place)
                    .map(({ label }) => label)
                    .join(', ')}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
