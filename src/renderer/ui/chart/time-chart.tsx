import { ChartLine, Table2 } from 'lucide-react'
import { memo, type ReactNode, useMemo, useRef, useState } from 'react'
import { wordsOf } from '../../words/words.ts'
import { IconButton } from '../icon-button.tsx'
import { useSize } from '../use-size.ts'
import {
  CHART_FRAME,
  type ChartMark,
  type ChartRule,
  type ChartSeries,
  type ChartSize,
  type ValueBounds,
} from './chart-data.ts'
import { drawSeries } from './chart-paths.ts'
import { ChartPointer } from './chart-pointer.tsx'
import { type ChartScale, chartScale, extentOf, nearestTime } from './chart-scale.ts'
import { ChartTable } from './chart-table.tsx'
import { momentWords } from './chart-words.ts'
import styles from './time-chart.module.css'
import type { TimeChartProps } from './time-chart-props.ts'

const t = wordsOf('ui')

const NO_MARKS: readonly ChartMark[] = []
const NO_RULES: readonly ChartRule[] = []
const NO_BOUNDS: ValueBounds = {}

/**
 * Values over time. Its room never changes: figures stand in the head, at the crosshair or the newest, and take the same
 * place whether there are any.
 */
export const TimeChart = (props: TimeChartProps) => {
  const { title, times, series, height = 120, cursor, isLoading = false, locale } = props
  const { empty = t('nothingWasMeasuredInThis'), onOpen } = props
  const [isTable, setTable] = useState(false)
  const place = cursor === null ? null : nearestTime(times, cursor)
  const isEmpty = series.every(({ values }) => values.every((value) => value === null))
  return (
    <figure className={styles.chart} aria-label={title}>
      <figcaption className={styles.head}>
        <span className={styles.title}>{title}</span>
        <span className={styles.moment}>{place !== null && momentWords(times[place] as number, locale)}</span>
        <Readout {...props} place={place} />
        <IconButton
          size="small"
          icon={isTable ? ChartLine : Table2}
          label={isTable ? t('titleAsAChart', { title }) : t('titleAsATable', { title })}
          onClick={() => setTable(!isTable)}
        />
      </figcaption>
      {isTable ? (
        <div className={styles.plot} style={{ height }}>
          <ChartTable {...props} {...(onOpen && { onOpen })} />
        </div>
      ) : (
        <Plot
          {...props}
          height={height}
          place={place}
          notice={isLoading ? t('loading') : isEmpty ? empty : null}
        />
      )}
    </figure>
  )
}

const Readout = ({ series, format, place }: TimeChartProps & { readonly place: number | null }) => (
  <ul className={styles.legend}>
    {series
      .filter(({ kind }) => kind !== 'band')
      .map(({ id, label, color, kind = 'line', values }) => {
        const value = place === null ? latestOf(values) : (values[place] ?? null)
        return (
          <li key={id}>
            <span className={styles.swatch} data-kind={kind} style={{ color }} />
            {label} <b>{value === null ? '–' : format(value)}</b>
          </li>
        )
      })}
  </ul>
)

const latestOf = (values: readonly (number | null)[]): number | null => {
  for (let i = values.length - 1; i >= 0; i--) if (values[i] !== null) return values[i] ?? null
  return null
}

interface PlotProps extends TimeChartProps {
  readonly height: number
  readonly place: number | null
  readonly notice: string | null
}

const Plot = (props: PlotProps) => {
  const { times, series, range, format, isStack = false, locale, height, place, notice } = props
  const { marks = NO_MARKS, rules = NO_RULES, bounds = NO_BOUNDS } = props
  const plot = useRef<HTMLDivElement>(null)
  const size = useSize(plot)
  const width = size?.width ?? 0
  const { min, max, span } = bounds
  const scale = useMemo(() => {
    const extent = extentOf(series, {
      isStack,
      rules: rules.map(({ value }) => value),
      bounds: {
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
        ...(span !== undefined && { span }),
      },
    })
    return chartScale({ range, size: { width, height }, extent, format, locale })
  }, [series, isStack, rules, range, width, height, format, locale, min, max, span])
  const shown = useMemo(
    () => marks.filter(({ at }) => at >= range.from && at <= range.until),
    [marks, range.from, range.until],
  )
  return (
    <div ref={plot} className={styles.plot} style={{ height }}>
      {width > 0 && (
        <>
          <Drawing {...{ times, series, isStack, scale, rules, width, height }} marks={shown} />
          {notice === null ? (
            <ChartPointer {...props} marks={shown} scale={scale} place={place} size={{ width, height }} />
          ) : (
            <p className={styles.notice}>
              <span>{notice}</span>
            </p>
          )}
        </>
      )}
    </div>
  )
}

interface DrawingProps extends ChartSize {
  readonly times: readonly number[]
  readonly series: readonly ChartSeries[]
  readonly isStack: boolean
  readonly marks: readonly ChartMark[]
  readonly rules: readonly ChartRule[]
  readonly scale: ChartScale
}

/** A label nearer to the edge than this would be cut off. */
const LAST_LABEL = 28
/** From this height on there is room for the names of marks. */
const NAMES_FROM = 150

interface PlottedProps {
  readonly right: number
  readonly height: number
  readonly children: ReactNode
}

/** Half of a dot at the edge. */
const DOT = 3

/** A picture within the picture ends at its edges: values of before the stretch lead into it, and not over the axis. */
const Plotted = ({ right, height, children }: PlottedProps) => {
  const [left, width] = [CHART_FRAME.left - 1, Math.max(0, right - CHART_FRAME.left + 1 + DOT)]
  return (
    <svg x={left} width={width} height={height} viewBox={`${left} 0 ${width} ${height}`} aria-hidden>
      {children}
    </svg>
  )
}

/** All that stays while the crosshair moves. */
const Drawing = memo((props: DrawingProps) => {
  const { times, series, isStack, marks, rules, scale, width, height } = props
  const right = width - CHART_FRAME.right
  const drawn = drawSeries(times, series, scale, isStack)
  return (
    <svg className={styles.drawing} width={width} height={height} aria-hidden>
      {scale.values.map(({ at, label }) => (
        <g key={at}>
          <line className={styles.grid} x1={CHART_FRAME.left} x2={right} y1={at} y2={at} />
          <text className={styles.tick} x={CHART_FRAME.left - 8} y={at + 4} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      {scale.times
        .filter(({ at }) => at < width - LAST_LABEL)
        .map(({ at, label }) => (
          <text key={at} className={styles.tick} x={at} y={height - 6} textAnchor="middle">
            {label}
          </text>
        ))}
      <line className={styles.axis} x1={CHART_FRAME.left} x2={right} y1={scale.bottom} y2={scale.bottom} />
      <Plotted right={right} height={height}>
        {drawn.map(
          ({ id, fill, color }) =>
            fill && (
              <path
                key={id}
                className={styles.fill}
                d={fill}
                style={{ fill: color }}
                data-stack={isStack || undefined}
              />
            ),
        )}
      </Plotted>
      {marks.map(({ at, label }) => (
        <Mark key={`${at} ${label}`} x={scale.xOf(at)} scale={scale} />
      ))}
      {/* Where a stack adds nothing, the line below is seen. */}
      <Plotted right={right} height={height}>
        {(isStack ? drawn.toReversed() : drawn).map(({ id, stroke, isDashed, color, alone }) => (
          <g key={id} style={{ color }}>
            {stroke && <path className={styles.line} d={stroke} data-dashed={isDashed || undefined} />}
            {alone.map(({ x, y }) => (
              <circle key={x} className={styles.alone} cx={x} cy={y} r={2} />
            ))}
          </g>
        ))}
      </Plotted>
      {rules.map(({ value, label, tone }) => (
        <g key={label} className={styles.rule} data-tone={tone}>
          <line x1={CHART_FRAME.left} x2={right} y1={scale.yOf(value)} y2={scale.yOf(value)} />
          <text x={right} y={scale.yOf(value) - 4} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      {height >= NAMES_FROM && <MarkNames marks={marks} scale={scale} right={right} />}
    </svg>
  )
})

const Mark = ({ x, scale }: { readonly x: number; readonly scale: ChartScale }) => (
  <g className={styles.mark}>
    <line x1={x} x2={x} y1={scale.top} y2={scale.bottom} />
    <path d={`M${x - 4},${scale.top - 4}h8l-4,6Z`} />
  </g>
)

const LETTER = 6

/** Names from the left, each where there is room after the one before. */
const MarkNames = (props: {
  readonly marks: readonly ChartMark[]
  readonly scale: ChartScale
  readonly right: number
}) => {
  const { marks, scale, right } = props
  let free = 0
  return marks.map(({ at, label }) => {
    const x = scale.xOf(at) + 6
    const width = label.length * LETTER
    if (x < free || x + width > right) return null
    free = x + width + 8
    return (
      <text key={`${at} ${label}`} className={styles.markName} x={x} y={scale.top + 8}>
        {label}
      </text>
    )
  })
}
