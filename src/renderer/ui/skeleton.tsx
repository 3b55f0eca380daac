import { wordsOf } from '../words/words.ts'
import styles from './skeleton.module.css'

const t = wordsOf('ui')

interface SkeletonProps {
  readonly lines?: number
  /** Of a line, in pixels: the height of what will stand there. */
  readonly height?: number
  readonly width?: string
  readonly label?: string
}

/** Uneven like text, the same on each render. */
const WIDTHS = ['92%', '74%', '86%', '63%', '80%']

/** Holds the place of what is coming. Shows after 150 ms: what comes sooner should not flash. */
export const Skeleton = ({ lines = 1, height = 20, width, label = t('loading') }: SkeletonProps) => (
  <div className={styles.skeleton} role="status" aria-label={label}>
    {Array.from({ length: lines }, (_, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
      <div key={i} className={styles.line} style={{ height }}>
        <div className={styles.ink} style={{ width: width ?? WIDTHS[i % WIDTHS.length] }} />
      </div>
    ))}
  </div>
)
