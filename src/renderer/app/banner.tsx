import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './banner.module.css'

interface BannerProps {
  readonly tone: 'warning' | 'error'
  readonly icon: LucideIcon
  readonly title: string
  readonly detail?: ReactNode
  readonly action?: ReactNode
}

/** A state of the whole app that stays until it is over. */
export const Banner = ({ tone, icon: Icon, title, detail, action }: BannerProps) => (
  <div className={styles.banner} data-tone={tone} role="status">
    <Icon size={16} aria-hidden />
    <span className={styles.words}>
      <strong className={styles.title}>{title}</strong> {detail}
    </span>
    {action}
  </div>
)
