import type { ReactElement } from 'react'
import { Tooltip } from '#ui/tooltip'
import { classNames } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-number.ts'
import { formatMicroseconds } from './funnel.ts'
import styles from './funnel-parts.module.css'
import { ribbon, type Span } from './funnel-shapes.ts'

interface BarProps {
  readonly span: Span
  readonly color?: string
  readonly className?: string | undefined
}

/** A count as a length; the number stands above it. */
export const Bar = ({ span: [from, to], color, className }: BarProps) => (
  <div className={styles.track} aria-hidden>
    <div
      className={classNames(styles.bar, className)}
      style={{ marginLeft: `${from}%`, width: `${to - from}%`, ...(color && { background: color }) }}
    />
  </div>
)

export interface Shape {
  readonly id: string
  readonly top: Span
  readonly bottom: Span
  readonly color?: string
}

interface RibbonsProps {
  /** In pixels; null takes what room there is. */
  readonly height: number | null
  readonly shapes: readonly Shape[]
}

/** The height of the drawing in its own units; it is stretched to its place. */
const UNITS = 20

/** What flows from one bar to the next. */
export const Ribbons = ({ height, shapes }: RibbonsProps) => (
  <svg
    className={classNames(styles.ribbons, height === null && styles.stretched)}
    style={height === null ? undefined : { height }}
    viewBox={`0 0 100 ${UNITS}`}
    preserveAspectRatio="none"
    aria-hidden
  >
    {shapes.map(({ id, top, bottom, color }) => (
      <path key={id} d={ribbon(top, bottom, UNITS)} style={color ? { fill: color } : undefined} />
    ))}
  </svg>
)

const Hinted = ({
  hint,
  children,
}: {
  readonly hint: string | undefined
  readonly children: ReactElement<{ className: string }>
}) =>
  hint === undefined ? (
    children
  ) : (
    <Tooltip text={hint}>
      <button type="button" className={styles.hinted}>
        {children}
      </button>
    </Tooltip>
  )

interface CountProps {
  readonly count: number
  readonly label: string
  readonly microseconds?: number | null
  readonly hint?: string | undefined
  /** `tall`: the words under the number, for columns; `middle`: in the middle. */
  readonly layout?: 'line' | 'tall' | 'middle'
}

/** A number and what it counts. */
export const Count = ({ count, label, microseconds = null, hint, layout = 'line' }: CountProps) => (
  <p className={classNames(styles.count, styles[layout])}>
    <b className="mono">{formatCount(count)}</b>{' '}
    <Hinted hint={hint}>
      <span className={styles.label}>{label}</span>
    </Hinted>
    {microseconds !== null && (
      <span className={classNames('mono', styles.time)}>{formatMicroseconds(microseconds)}</span>
    )}
  </p>
)
