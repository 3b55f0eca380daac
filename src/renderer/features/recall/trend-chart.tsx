import { formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { trendPath, trendPoints } from './trend.ts'
import styles from './trend-chart.module.css'

const t = wordsOf('recall')

interface TrendChartProps {
  readonly name: string
  /** From 0 to 1, oldest first. */
  readonly values: readonly number[]
}

const FRAME = { width: 96, height: 28, inset: 3 }

/** One measure over the kept runs; the newest is the dot. */
export const TrendChart = ({ name, values }: TrendChartProps) => {
  const points = trendPoints(values, FRAME)
  const last = points.at(-1)
  const words = values.map((value) => formatFixed(value, 2)).join(', ')
  return (
    <svg
      className={styles.trend}
      viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
      role="img"
      aria-label={t('nameOfTheLastValues', { name, values: values.length, words: words || t('none') })}
    >
      <line x1={0} x2={FRAME.width} y1={FRAME.inset} y2={FRAME.inset} className={styles.full} />
      <path d={trendPath(points)} className={styles.line} />
      {/* One alone is no trend, and stands in the figure. */}
      {last && points.length > 1 && <circle cx={last.x} cy={last.y} r={2.5} className={styles.now} />}
    </svg>
  )
}
