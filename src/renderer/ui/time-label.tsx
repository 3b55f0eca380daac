import { formatAgo, formatDateTime } from './format-time.ts'
import styles from './time-label.module.css'
import { Tooltip } from './tooltip.tsx'
import { useNow } from './use-now.ts'

interface TimeLabelProps {
  /** Epoch seconds; null shows a dash. */
  readonly seconds: number | null
  /** The exact time on show and the relative one in the tooltip. */
  readonly exact?: boolean
}

export const TimeLabel = ({ seconds, exact = false }: TimeLabelProps) => {
  const now = useNow()
  if (seconds === null) return <span className={styles.none}>–</span>
  const [shown, hidden] = [formatAgo(seconds, now), formatDateTime(seconds)]
  return (
    <Tooltip text={exact ? shown : hidden}>
      <time className={styles.time} dateTime={new Date(seconds * 1000).toISOString()}>
        {exact ? hidden : shown}
      </time>
    </Tooltip>
  )
}
