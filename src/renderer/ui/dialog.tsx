import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { wordsOf } from '../words/words.ts'
import { classNames } from './class-names.ts'
import styles from './dialog.module.css'
import { IconButton } from './icon-button.tsx'

const t = wordsOf('ui')

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  readonly size?: 'small' | 'normal' | 'large'
  readonly children?: ReactNode
  /** Only to be read: the text takes the focus, as the keyboard could not scroll it else. */
  readonly reading?: boolean
  /** Buttons, the one that goes on last. */
  readonly footer?: ReactNode
}

// The scrim is our own: Radix's overlay locks scrolling with a style element, which the security policy forbids.
export const Dialog = (props: DialogProps) => {
  const { open, onClose, title, description, size = 'normal', children, footer, reading = false } = props
  // Noted before a field inside takes the focus, which Radix would take for what had it before.
  const before = useRef<Element | null>(null)
  if (!open) before.current = null
  else before.current ??= document.activeElement
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <div className={styles.scrim} />
        <Radix.Content
          className={classNames(styles.dialog, styles[size])}
          // What a form inside focuses itself keeps the focus; else the dialog has it, rather than its first button.
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
          onCloseAutoFocus={(event) => {
            if (!(before.current instanceof HTMLElement && before.current.isConnected)) return
            event.preventDefault()
            before.current.focus()
          }}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className={styles.header}>
            <div className={styles.words}>
              <Radix.Title className={styles.title}>{title}</Radix.Title>
              {description && (
                <Radix.Description className={styles.description}>{description}</Radix.Description>
              )}
            </div>
            <IconButton icon={X} label={t('close')} shortcut="Escape" onClick={onClose} />
          </header>
          {children && (
            <div
              className={styles.body}
              {...(reading && { tabIndex: 0, role: 'group', 'aria-label': title })}
            >
              {children}
            </div>
          )}
          {footer && <footer className={styles.footer}>{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
