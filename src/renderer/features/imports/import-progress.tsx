import { ProgressBar } from '#ui/progress-bar'
import { formatCount } from '../../ui/format-number.ts'
import { formatTimeLeft } from '../../ui/format-time-left.ts'
import styles from './import-dialog.module.css'
import type { RunningState } from './import-store.ts'

const STAGES = {
  memories: 'Storing memories',
  links: 'Storing links',
  removing: 'Looking for what the file does not have',
} as const

/** How far it is, how fast, and how long it still takes by what it took so far. */
export const ImportProgress = ({ began, progress }: RunningState) => {
  if (progress === null) {
    return (
      <div className={styles.wait}>
        <ProgressBar label="Import" done={0} total={1} text="Beginning" />
        <p className={styles.note}>Beginning…</p>
      </div>
    )
  }
  const { stage, done, total, count } = progress
  const seconds = Math.max(0.001, (performance.now() - began) / 1000)
  const share = total === 0 ? 1 : done / total
  const rate = count / seconds
  const left = stage === 'memories' && share > 0 ? (seconds * (1 - share)) / share : null
  return (
    <div className={styles.wait}>
      <ProgressBar
        label={STAGES[stage]}
        done={done}
        total={total}
        text={`${formatCount(count)} memories and links`}
      />
      <div className={styles.numbers}>
        <span>
          {STAGES[stage]}: {formatCount(count)} so far
        </span>
        <span>
          {formatCount(Math.round(rate))} a second
          {left !== null && `, ${formatTimeLeft(left)} left`}
        </span>
      </div>
    </div>
  )
}
