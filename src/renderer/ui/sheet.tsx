import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { insideSentence } from '../words/inside-sentence.ts'
import { wordsOf } from '../words/words.ts'
import { IconButton } from './icon-button.tsx'
import styles from './sheet.module.css'

const t = wordsOf('ui')

interface SheetProps {
  readonly title: string
  /** Under the title, above what scrolls. */
  readonly head?: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What stands over the right side of the work while that goes on: the rest can be used, and shows what comes of it. */
export const Sheet = ({ title, head, onClose, children }: SheetProps) => (
  <Radix.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
    <Radix.Portal>
      <Radix.Content
        className={styles.sheet}
        data-sheet
        aria-describedby={undefined}
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
        onInteractOutside={(event) => event.preventDefault()}
      >
        <div className={styles.head}>
          <Radix.Title className={styles.title}>{title}</Radix.Title>
          <IconButton
            icon={X}
            label={t('closeTitle', { title: insideSentence(title) })}
            shortcut="Escape"
            onClick={onClose}
          />
        </div>
        {head}
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)
