import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { classNames } from './class-names.ts'

type Tone = 'plain' | 'accent' | 'good' | 'warning' | 'missed' | 'decayed' | 'error'

interface BadgeProps {
  readonly tone?: Tone
  readonly icon?: LucideIcon
  readonly children: ReactNode
}

/** A word with a meaning. The colour only repeats what the word says. */
export const Badge = ({ tone = 'plain', icon: Icon, children }: BadgeProps) => (
  <span className={classNames(styles.badge, styles[tone])}>
    {Icon && <Icon size={12} aria-hidden />}
    {children}
  </span>
)
