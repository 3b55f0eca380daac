import { CircleAlert, CircleCheck, TriangleAlert, X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { wordsOf } from '../words/words.ts'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './toast-region.module.css'

const t = wordsOf('ui')

interface ToastMessage {
  readonly id: number
  readonly title: string
  readonly detail?: string
  readonly tone: 'plain' | 'good' | 'warning' | 'error'
  readonly undo?: { readonly seq: number }
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[]
}

interface ToastRegionProps {
  readonly toasts: readonly ToastMessage[]
  readonly onDismiss: (id: number) => void
  readonly onUndo: (seq: number) => void
}

const ICONS = { plain: null, good: CircleCheck, warning: TriangleAlert, error: CircleAlert }
/** Long enough to read and to reach for Undo; an error stays until it is sent away. */
const SHOWN_MS = 7000
const AN_HOUR = 3_600_000

/** F8 takes the keyboard there. */
export const ToastRegion = ({ toasts, onDismiss, onUndo }: ToastRegionProps) => {
  // The shortcut undoes the last change, so only that toast may name it.
  const newest = toasts.findLast((toast) => toast.undo)?.id
  return (
    <Radix.Provider label={t('notification')} swipeDirection="right">
      {toasts.map(({ id, title, detail, tone, undo, actions = [] }) => {
        const Icon = ICONS[tone]
        return (
          <Radix.Root
            key={id}
            className={styles.toast}
            duration={tone === 'error' ? AN_HOUR : SHOWN_MS}
            type={tone === 'error' ? 'foreground' : 'background'}
            onOpenChange={(open) => !open && onDismiss(id)}
          >
            {Icon && <Icon size={16} className={classNames(styles.icon, styles[tone])} aria-hidden />}
            <div className={styles.words}>
              <Radix.Title className={styles.title}>{title}</Radix.Title>
              {detail && <Radix.Description className={styles.detail}>{detail}</Radix.Description>}
            </div>
            {undo && (
              <Radix.Action asChild altText={t('undoInTheStatusBar')}>
                <Button
                  size="small"
                  {...(id === newest ? { shortcut: 'Mod+Z' } : {})}
                  onClick={() => onUndo(undo.seq)}
                >
                  {t('undo')}
                </Button>
              </Radix.Action>
            )}
            {actions.map(({ label, run }) => (
              <Radix.Action key={label} asChild altText={label}>
                <Button size="small" onClick={run}>
                  {label}
                </Button>
              </Radix.Action>
            ))}
            <Radix.Close className={styles.close} aria-label={t('dismiss')}>
              <X size={14} aria-hidden />
            </Radix.Close>
          </Radix.Root>
        )
      })}
      <Radix.Viewport className={styles.region} />
    </Radix.Provider>
  )
}
