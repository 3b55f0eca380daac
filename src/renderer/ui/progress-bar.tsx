import { Progress } from 'radix-ui'
import styles from './progress-bar.module.css'

interface ProgressBarProps {
  readonly label: string
  readonly done: number
  readonly total: number
  /** For who does not see the bar: `1,200 of 4,484 memories`. */
  readonly text: string
  /** Nothing moves now: it rests, or waits. */
  readonly quiet?: boolean
}

export const ProgressBar = ({ label, done, total, text, quiet = false }: ProgressBarProps) => {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  return (
    <Progress.Root
      className={styles.track}
      value={share * 100}
      max={100}
      getValueLabel={() => text}
      aria-label={label}
    >
      <Progress.Indicator
        className={styles.fill}
        data-quiet={quiet || undefined}
        style={{ width: `${share * 100}%` }}
      />
    </Progress.Root>
  )
}
