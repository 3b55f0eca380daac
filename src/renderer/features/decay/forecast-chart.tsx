import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { DecayForecast } from '#contract/decay'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './forecast-chart.module.css'
import { countWords, dateWords, momentAfter, momentAt, shareOf } from './time-axis.ts'

const t = wordsOf('decay')

interface ForecastChartProps {
  readonly forecast: DecayForecast
  readonly at: number
  readonly onChange: (at: number) => void
}

const KINDS = [
  {
    name: 'evict',
    get label() {
      return t('evicted')
    },
  },
  {
    name: 'decay',
    get label() {
      return t('decay')
    },
  },
  {
    name: 'reduce',
    get label() {
      return t('reduced')
    },
  },
] as const

const TICKS = [0, 0.25, 0.5, 0.75, 1]

/** When how much is forgotten, and the date that is looked at: a line that is dragged, or moved with the arrows. */
export const ForecastChart = ({ forecast, at, onChange }: ForecastChartProps) => {
  const { histogram } = forecast
  const plot = useRef<HTMLDivElement>(null)
  const sums = histogram.decay.map(
    (count, i) => count + (histogram.evict[i] ?? 0) + (histogram.reduce[i] ?? 0),
  )
  const most = Math.max(1, ...sums)
  const moveTo = (event: PointerEvent): void => {
    const box = plot.current?.getBoundingClientRect()
    if (box && box.width > 0) onChange(momentAt(histogram, (event.clientX - box.left) / box.width))
  }
  const press = (event: KeyboardEvent): void => {
    const next = momentAfter(histogram, at, event.key)
    if (next === null) return
    event.preventDefault()
    onChange(next)
  }
  const share = shareOf(histogram, at)
  const titleOf = (i: number): string => {
    const counts = {
      decay: histogram.decay[i] ?? 0,
      evict: histogram.evict[i] ?? 0,
      reduce: histogram.reduce[i] ?? 0,
    }
    return `${dateWords(momentAt(histogram, i / sums.length), histogram)}: ${countWords(counts)}`
  }
  return (
    <div className={styles.chart}>
      <div className={styles.top}>
        <ul className={styles.legend} aria-label={t('kindsOfForgetting')}>
          {KINDS.map(({ name, label }) => (
            <li key={name}>
              <span className={`${styles.swatch} ${styles[name]}`} />
              {label}
            </li>
          ))}
        </ul>
        <span>{t('upToMostAtOnce', { most: formatCount(most) })}</span>
      </div>
      <div
        ref={plot}
        className={styles.plot}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          moveTo(event)
        }}
        onPointerMove={(event) => event.buttons === 1 && moveTo(event)}
      >
        {sums.map((sum, i) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: bins have no name but their place
            key={i}
            className={styles.bin}
            data-later={(i + 0.5) / sums.length > share || undefined}
            style={{ height: sum === 0 ? 0 : `max(2px, ${(sum / most) * 100}%)` }}
            title={titleOf(i)}
          >
            {KINDS.map(({ name }) => {
              const count = histogram[name][i] ?? 0
              return count > 0 && <span key={name} className={styles[name]} style={{ flexGrow: count }} />
            })}
          </span>
        ))}
        <div
          className={styles.line}
          style={{ left: `${share * 100}%` }}
          role="slider"
          tabIndex={0}
          aria-label={t('dateOfTheForecast')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={dateWords(at, histogram)}
          onKeyDown={press}
        />
      </div>
      <div className={styles.ticks} aria-hidden>
        {TICKS.map((tick) => (
          <span key={tick}>{tick === 0 ? t('now') : dateWords(momentAt(histogram, tick), histogram)}</span>
        ))}
      </div>
    </div>
  )
}
