import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { insideSentence } from '../words/inside-sentence.ts'
import { wordsOf } from '../words/words.ts'
import { IconButton } from './icon-button.tsx'
import styles from './side-panel.module.css'

const t = wordsOf('ui')

interface SidePanelProps {
  readonly title: string
  /** Beside the title. */
  readonly aside?: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What stands beside the results: one head, one scroll. */
export const SidePanel = ({ title, aside, onClose, children }: SidePanelProps) => (
  <section className={styles.panel} aria-label={title}>
    <header className={styles.head}>
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.aside}>{aside}</div>
      <IconButton
        icon={X}
        size="small"
        label={t('closeTitle', { title: insideSentence(title) })}
        onClick={onClose}
      />
    </header>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
    <section className={styles.body} tabIndex={0} aria-label={t('titleContent', { title })}>
      {children}
    </section>
  </section>
)
