import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './state.module.css'

interface EmptyStateProps {
  readonly icon: LucideIcon
  /** What belongs here. */
  readonly title: string
  readonly detail?: ReactNode
  /** One button. */
  readonly action?: ReactNode
}

export const EmptyState = ({ icon: Icon, title, detail, action }: EmptyStateProps) => (
  <div className={styles.state}>
    <span className={styles.icon}>
      <Icon size={20} aria-hidden />
    </span>
    <p className={styles.title}>{title}</p>
    {detail && <div className={styles.detail}>{detail}</div>}
    {action && <div className={styles.actions}>{action}</div>}
  </div>
)
