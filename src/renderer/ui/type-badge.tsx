import { classNames } from './class-names.ts'
import styles from './type-badge.module.css'

interface TypeBadgeProps {
  readonly type: 'episodic' | 'semantic'
}

/** A dot for what happened, a diamond for what is known: shape says it, not colour. */
export const TypeBadge = ({ type }: TypeBadgeProps) => (
  <span className={styles.type}>
    <span className={classNames(styles.sign, styles[type])} aria-hidden />
    {type}
  </span>
)
