import { ProgressBar } from '#ui/progress-bar'
import { formatCount } from '../../ui/format-number.ts'
import { formatTimeLeft } from '../../ui/format-time-left.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './import-dialog.module.css'
import type { RunningState } from './import-store.ts'

const t = wordsOf('imports')

const STAGES = {
  get memories() {
    return t('storingMemories')
  },
  get links() {
    return t('storingLinks')
  },
  get removing() {
    return t('lookingForWhatTheFile')
  },
} as const

/** How far it is, how fast, and how long it still takes by what it took so far. */
export const ImportProgress = ({ began, progress }: RunningState) => {
  if (progress === null) {
    return (
      <div className={styles.wait}>
        <ProgressBar label={t('import')} done={0} total={1} text={t('beginning')} />
        <p className={styles.note}>{t('beginning2')}</p>
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
        text={t('countMemoriesAndLinks', { count: formatCount(count) })}
      />
      <div className={styles.numbers}>
        <span>{t('stageCountSoFar', { stage: STAGES[stage], count: formatCount(count) })}</span>
        <span>
          {t('rateASecondLeft', {
            rate: formatCount(Math.round(rate)),
            left: left === null ? '' : t('leftLeft', { left: formatTimeLeft(left) }),
          })}
        </span>
      </div>
    </div>
  )
}
