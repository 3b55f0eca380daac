import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react'
import { formatCount, formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { BINS, histogram, toStep } from './histogram.ts'
import styles from './threshold-chart.module.css'

const t = wordsOf('gate')

interface ThresholdChartProps {
  readonly novelties: readonly number[]
  readonly threshold: number
  /** The one that the gate has; marked while another is tried. */
  readonly inUse: number
  readonly onChange: (threshold: number) => void
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  PageUp: 0.1,
  PageDown: -0.1,
  Home: -1,
  End: 1,
}

const TICKS = [0, 0.25, 0.5, 0.75, 1]

/** How new memories were when they came, and a line through it that can be moved: what is left of it would be stopped. */
export const ThresholdChart = ({ novelties, threshold, inUse, onChange }: ThresholdChartProps) => {
  const counts = useMemo(() => histogram(novelties), [novelties])
  const most = Math.max(1, ...counts)
  const plot = useRef<HTMLDivElement>(null)
  const moveTo = (event: PointerEvent): void => {
    const box = plot.current?.getBoundingClientRect()
    if (box && box.width > 0) onChange(toStep((event.clientX - box.left) / box.width))
  }
  const press = (event: KeyboardEvent): void => {
    const by = STEPS[event.key]
    if (by === undefined) return
    event.preventDefault()
    onChange(toStep(threshold + by))
  }
  return (
    <div className={styles.chart}>
      <div
        ref={plot}
        className={styles.plot}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          moveTo(event)
        }}
        onPointerMove={(event) => event.buttons === 1 && moveTo(event)}
      >
        {counts.map((count, bin) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: bins have no name but their place
            key={bin}
            className={(bin + 0.5) / BINS < threshold ? styles.stopped : styles.kept}
            style={{ height: count === 0 ? 0 : `max(2px, ${(count / most) * 100}%)` }}
            title={t('binToBin2Count', {
              bin: formatFixed(bin / BINS, 2),
              bin2: formatFixed((bin + 1) / BINS, 2),
              count: formatCount(count),
            })}
          />
        ))}
        {inUse !== threshold && <span className={styles.inUse} style={{ left: `${inUse * 100}%` }} />}
        <div
          className={styles.line}
          style={{ left: `${threshold * 100}%` }}
          role="slider"
          tabIndex={0}
          aria-label={t('thresholdOfTheGate')}
          aria-valuemin={0}
          aria-valuemax={1}
          aria-valuenow={threshold}
          aria-valuetext={formatFixed(threshold, 2)}
          onKeyDown={press}
        />
      </div>
      <div className={styles.ticks} aria-hidden>
        {TICKS.map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
      <p className={styles.axis} aria-hidden>
        <span>{t('saidBefore')}</span>
        <span>{t('novelty')}</span>
        <span>{t('new')}</span>
      </p>
    </div>
  )
}
