import { ArrowDown, ArrowUp } from 'lucide-react'
import { classNames } from '../../ui/class-names.ts'
import { wordsOf } from '../../words/words.ts'
import type { RankChange } from './rank-change.ts'
import styles from './rank-shift.module.css'

const t = wordsOf('recall')

interface RankShiftProps {
  readonly change: RankChange | undefined
}

/** How far a result moved against the run before: an arrow with places, a word for what was not there. */
export const RankShift = ({ change }: RankShiftProps) => {
  if (!change || change.kind === 'same') return <span className={styles.shift} />
  if (change.kind === 'new') {
    return (
      <span className={classNames(styles.shift, styles.new)} title={t('notAmongTheResultsOf')}>
        {t('new')}
      </span>
    )
  }
  const Arrow = change.kind === 'up' ? ArrowUp : ArrowDown
  return (
    <span
      className={classNames(styles.shift, 'mono', styles[change.kind])}
      title={t('kindByWasFrom', { kind: change.kind, by: change.by, from: change.from })}
    >
      <Arrow size={12} aria-hidden />
      <span className="visually-hidden">{change.kind} </span>
      {change.by}
    </span>
  )
}
