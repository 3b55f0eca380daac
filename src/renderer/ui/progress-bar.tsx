import { Button } from './button.tsx'
import styles from './progress-bar.module.css'

interface ProgressBarProps {
  readonly label: string
  /** 0 to 1, or null while the end is not known. */
  readonly value: number | null
  /** Rate and remaining time: `1,200 a second, 40 s left`. */
  readonly detail?: string
  readonly onCancel?: () => void
}

export const ProgressBar = ({ label, value, detail, onCancel }: ProgressBarProps) => (
  <div className={styles.progress}>
    <div className={styles.words}>
      <span>{label}</span>
      <span className={styles.detail}>{detail}</span>
      {onCancel && (
        <Button size="small" variant="plain" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === null ? undefined : Math.round(value * 100)}
    >
      <div
        className={value === null ? styles.unknown : styles.bar}
        style={value === null ? undefined : { transform: `scaleX(${value})` }}
      />
    </div>
  </div>
)
