import { Button } from '#ui/button'
import { ProgressBar } from '#ui/progress-bar'
import { formatNumber } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './life.module.css'

const t = wordsOf('life')

interface RunningProps {
  readonly label: string
  readonly done: number
  readonly total: number
  readonly onStop: () => void
}

export const Running = ({ label, done, total, onStop }: RunningProps) => {
  const text =
    total === 0
      ? t('beginning')
      : t('doneOfTotalMemories', { done: formatNumber(done), total: formatNumber(total) })
  return (
    <div className={styles.running}>
      <ProgressBar label={label} done={done} total={Math.max(1, total)} text={text} />
      <div className={styles.runningLine}>
        <span aria-live="polite">{text}</span>
        <Button size="small" onClick={onStop}>
          {t('stop')}
        </Button>
      </div>
    </div>
  )
}
