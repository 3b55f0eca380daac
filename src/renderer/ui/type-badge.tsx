import { wordsOf } from '../words/words.ts'
import { classNames } from './class-names.ts'
import styles from './type-badge.module.css'

const t = wordsOf('ui')

interface TypeBadgeProps {
  readonly type: 'episodic' | 'semantic'
}

/** A dot for what happened, a diamond for what is known: shape says it, not colour. */
export const TypeBadge = ({ type }: TypeBadgeProps) => (
  <span className={styles.type}>
    <span className={classNames(styles.sign, styles[type])} aria-hidden />
    {t(type)}
  </span>
)
