import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { wordsOf } from '../../words/words.ts'
import { CHART_FRAME, type ChartMark, type ChartSize } from './chart-data.ts'
import { placeAfter, rangeBetween } from './chart-keys.ts'
import { type ChartScale, nearestTime } from './chart-scale.ts'
import { marksAt, readoutWords } from './chart-words.ts'
import styles from './time-chart.module.css'
import type { TimeChartProps } from './time-chart-props.ts'

const t = wordsOf('ui')

interface ChartPointerProps extends TimeChartProps {
  readonly marks: readonly ChartMark[]
  readonly scale: ChartScale
  readonly place: number | null
  readonly size: ChartSize
}

/** So many pixels are a stretch and no click. */
const DRAG_PX = 4

/** The crosshair, by pointer and by keys: arrows move it, Shift draws a stretch out, Enter zooms or opens, Esc takes back. */
export const ChartPointer = (props: ChartPointerProps) => {
  const { title, times, series, scale, place, size, isStack = false, onCursor, onBrush, onOpen } = props
  const [brush, setBrush] = useState<{ readonly start: number; readonly end: number } | null>(null)
  const down = useRef<{ readonly x: number; readonly time: number } | null>(null)
  const xOf = (event: PointerEvent): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left
  const cursorTo = (time: number): void => {
    const next = nearestTime(times, time)
    onCursor(next === null ? null : (times[next] as number))
  }
  const move = (event: PointerEvent): void => {
    const x = xOf(event)
    cursorTo(scale.timeAt(x))
    if (down.current === null || onBrush === undefined) return
    if (brush !== null || Math.abs(x - down.current.x) > DRAG_PX) {
      setBrush({ start: down.current.time, end: scale.timeAt(x) })
    }
  }
  const release = (event: PointerEvent): void => {
    const began = down.current
    down.current = null
    setBrush(null)
    if (began === null) return
    const range = brush && rangeBetween(brush.start, brush.end)
    if (range) onBrush?.(range)
    else {
      const clicked = nearestTime(times, scale.timeAt(xOf(event)))
      if (clicked !== null) onOpen?.(times[clicked] as number)
    }
  }
  const enter = (): void => {
    const range = brush && rangeBetween(brush.start, brush.end)
    setBrush(null)
    if (range) onBrush?.(range)
    else if (place !== null) onOpen?.(times[place] as number)
  }
  const press = (event: KeyboardEvent): void => {
    const next = placeAfter(place, event.key, times.length)
    if (next !== null) {
      const time = times[next] as number
      if (!event.shiftKey) setBrush(null)
      else if (onBrush) setBrush({ start: brush?.start ?? times[place ?? next] ?? time, end: time })
      onCursor(time)
    } else if (event.key === 'Enter') enter()
    else if (event.key === 'Escape' && (brush !== null || onBrush)) {
      setBrush(null)
      if (brush === null) onBrush?.(null)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const stretch = brush && rangeBetween(brush.start, brush.end)
  return (
    <div
      className={styles.pointer}
      role="slider"
      tabIndex={0}
      aria-label={t('titleMoment', { title })}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, times.length - 1)}
      aria-valuenow={place ?? Math.max(0, times.length - 1)}
      aria-valuetext={times.length === 0 ? t('noValues') : readoutWords(props, place ?? times.length - 1)}
      data-opens={onOpen !== undefined || undefined}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        down.current = { x: xOf(event), time: scale.timeAt(xOf(event)) }
      }}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={() => {
        down.current = null
        setBrush(null)
      }}
      onPointerLeave={() => onCursor(null)}
      onBlur={() => {
        setBrush(null)
        onCursor(null)
      }}
      onKeyDown={press}
    >
      {stretch && (
        <span
          className={styles.brush}
          style={{ left: scale.xOf(stretch.from), width: scale.xOf(stretch.until) - scale.xOf(stretch.from) }}
        />
      )}
      {place !== null && (
        <Crosshair {...{ times, series, scale, place, size, isStack }} marks={props.marks} />
      )}
    </div>
  )
}

type CrosshairProps = Pick<ChartPointerProps, 'times' | 'series' | 'scale' | 'size' | 'marks'> & {
  readonly place: number
  readonly isStack: boolean
}

const Crosshair = ({ times, series, scale, place, size, marks, isStack }: CrosshairProps) => {
  const x = scale.xOf(times[place] as number)
  const named = marksAt(marks, times, place)
  const isRight = x > size.width / 2
  let sum = 0
  return (
    <>
      <svg className={styles.drawing} width={size.width} height={size.height} aria-hidden>
        <line className={styles.crosshair} x1={x} x2={x} y1={scale.top} y2={scale.bottom} />
        {series.map(({ id, color, values, kind }) => {
          const value = values[place] ?? null
          if (value === null || kind === 'band') return null
          sum += value
          return (
            <circle
              key={id}
              className={styles.dot}
              cx={x}
              cy={scale.yOf(isStack ? sum : value)}
              r={3.5}
              style={{ fill: color }}
            />
          )
        })}
      </svg>
      {named.length > 0 && (
        <span
          className={styles.markTip}
          style={
            isRight
              ? { right: size.width - x + 6 }
              : { left: x + 6, maxWidth: size.width - x - CHART_FRAME.right }
          }
          aria-hidden
        >
          {named.map(({ label }) => label).join(' · ')}
        </span>
      )}
    </>
  )
}
