import { classNames } from './class-names.ts'
import styles from './coordinate-label.module.css'

interface CoordinateLabelProps {
  readonly coordinate: readonly number[]
  readonly quiet?: boolean
}

/** `4, 12, 0`: mono and tabular, so that axes line up from row to row. */
export const CoordinateLabel = ({ coordinate, quiet = false }: CoordinateLabelProps) => (
  <span className={classNames('mono', styles.coordinate, quiet && styles.quiet)}>
    {coordinate.join(', ')}
  </span>
)
