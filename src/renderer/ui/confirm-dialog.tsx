import { type ReactNode, useState } from 'react'
import { wordsOf } from '../words/words.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { TextField } from './text-field.tsx'

const t = wordsOf('ui')

interface ConfirmDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  /** A question that names the thing: `Delete the namespace "notes"?` */
  readonly title: string
  /** What will happen, and whether it can be undone. */
  readonly detail: ReactNode
  /** The verb, not OK: `Delete namespace`. */
  readonly confirmLabel: string
  readonly danger?: boolean
  /** Text that must be typed before the button works. */
  readonly typeToConfirm?: string
  readonly busy?: boolean
  readonly onConfirm: () => void
}

export const ConfirmDialog = (props: ConfirmDialogProps) => {
  const { open, onClose, title, detail, confirmLabel, danger = false, typeToConfirm, busy = false } = props
  const [typed, setTyped] = useState('')
  const ready = typeToConfirm === undefined || typed === typeToConfirm
  const close = (): void => {
    setTyped('')
    onClose()
  }
  return (
    <Dialog open={open} onClose={close} title={title} description={detail} size="small">
      <form
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !busy) props.onConfirm()
        }}
      >
        {typeToConfirm !== undefined && (
          <TextField
            label={t('typeTypeToConfirmToConfirm', { typeToConfirm })}
            value={typed}
            onChange={setTyped}
            mono
            autoFocus
          />
        )}
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end', padding: '8px 0 12px' }}>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button variant={danger ? 'danger' : 'primary'} submit disabled={!ready} busy={busy}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
