import {
  Copy,
  Diamond,
  FileOutput,
  FolderInput,
  Gauge,
  GitMerge,
  Pin,
  PinOff,
  RotateCcw,
  Trash2,
  X,
} from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { Menu } from '#ui/menu'
import { NumberField } from '#ui/number-field'
import { Popover } from '#ui/popover'
import { wordsOf } from '../../words/words.ts'
import styles from './bulk-bar.module.css'
import { selectedWords } from './selection.ts'
import type { SelectionActions } from './selection-actions.ts'
import { typeItems } from './use-table-menu.ts'

const t = wordsOf('memories')

interface BulkBarProps {
  readonly count: number
  /** How many match in all. */
  readonly total: number
  readonly bin: boolean
  readonly readOnly: boolean
  readonly actions: SelectionActions
  readonly onClear: () => void
}

/** What can be done with marked memories at once. Floats, so that the table keeps its place. */
export const BulkBar = ({ count, total, bin, readOnly, actions, onClear }: BulkBarProps) => (
  <div className={styles.bar} role="toolbar" aria-label={t('selection')}>
    <span className={styles.count}>{selectedWords(count, total)}</span>
    {!readOnly && !bin && (
      <>
        <Button variant="plain" size="small" icon={Pin} onClick={() => actions.pin(true)}>
          {t('pin')}
        </Button>
        <Button variant="plain" size="small" icon={PinOff} onClick={() => actions.pin(false)}>
          {t('unpin')}
        </Button>
        <Menu
          trigger={
            <Button variant="plain" size="small" icon={Diamond}>
              {t('type')}
            </Button>
          }
          side="top"
          items={typeItems(actions)}
        />
        <ImportanceButton onSet={actions.setImportance} />
        <Button variant="plain" size="small" icon={GitMerge} disabled={count < 2} onClick={actions.merge}>
          {t('merge')}
        </Button>
      </>
    )}
    <Button variant="plain" size="small" icon={Copy} onClick={actions.copy}>
      {t('copyCoordinates')}
    </Button>
    {!bin && (
      <Button variant="plain" size="small" icon={FileOutput} onClick={actions.exportThem}>
        {t('export')}
      </Button>
    )}
    {!readOnly && !bin && (
      <Button variant="plain" size="small" icon={FolderInput} onClick={actions.share}>
        {t('copyTo')}
      </Button>
    )}
    {!readOnly &&
      (bin ? (
        <Button variant="plain" size="small" icon={RotateCcw} onClick={actions.restore}>
          {t('restore')}
        </Button>
      ) : (
        <Button variant="plain" size="small" icon={Trash2} onClick={() => void actions.remove()}>
          {t('delete')}
        </Button>
      ))}
    <IconButton icon={X} size="small" label={t('clearTheSelection')} shortcut="Escape" onClick={onClear} />
  </div>
)

const ImportanceButton = ({ onSet }: { readonly onSet: (importance: number) => void }) => {
  const [open, setOpen] = useState(false)
  const [value, setValue] = useState<number | null>(1)
  return (
    <Popover
      label={t('importance')}
      side="top"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="plain" size="small" icon={Gauge}>
          {t('importance')}
        </Button>
      }
    >
      <form
        className={styles.importance}
        onSubmit={(event) => {
          event.preventDefault()
          if (value === null) return
          onSet(value)
          setOpen(false)
        }}
      >
        <NumberField label={t('importanceOfAllSelected')} value={value} onChange={setValue} />
        <Button variant="primary" submit>
          {t('set')}
        </Button>
      </form>
    </Popover>
  )
}
