import type { ReactNode } from 'react'
import { wordsOf } from '../words/words.ts'
import styles from './panel.module.css'

const t = wordsOf('ui')

interface PanelProps {
  readonly title: string
  /** What a screen reader calls it; the title if left out. */
  readonly label?: string
  /** A button or two, at the end of the head. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** Controls beside a view: a head as high as that of tabs, and what scrolls under it. */
export const Panel = ({ title, label = title, actions, children }: PanelProps) => (
  <section className={styles.panel} aria-label={label}>
    <header className={styles.head}>
      <h2 className={styles.title}>{title}</h2>
      {actions}
    </header>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
    <section className={styles.body} tabIndex={0} aria-label={t('labelContent', { label })}>
      {children}
    </section>
  </section>
)
