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
import styles from './bulk-bar.module.css'
import { selectedWords } from './selection.ts'
import type { SelectionActions } from './selection-actions.ts'
import { typeItems } from './selection-items.ts'

interface BulkBarProps {
  readonly count: number
  /** How many match in all. */
  readonly total: number
  readonly bin: boolean
  readonly readOnly: boolean
  readonly actions: SelectionActions
  readonly onClear: () => void
}

/** What can be done with several memories at once. Floats, so that the table keeps its place. */
export const BulkBar = ({ count, total, bin, readOnly, actions, onClear }: BulkBarProps) => (
  <div className={styles.bar} role="toolbar" aria-label="Selection">
    <span className={styles.count}>{selectedWords(count, total)}</span>
    {!readOnly && !bin && (
      <>
        <Button variant="plain" size="small" icon={Pin} onClick={() => actions.pin(true)}>
          Pin
        </Button>
        <Button variant="plain" size="small" icon={PinOff} onClick={() => actions.pin(false)}>
          Unpin
        </Button>
        <Menu
          trigger={
            <Button variant="plain" size="small" icon={Diamond}>
              Type
            </Button>
          }
          side="top"
          items={typeItems(actions)}
        />
        <ImportanceButton onSet={actions.setImportance} />
        <Button variant="plain" size="small" icon={GitMerge} onClick={actions.merge}>
          Merge…
        </Button>
      </>
    )}
    <Button variant="plain" size="small" icon={Copy} onClick={actions.copy}>
      Copy coordinates
    </Button>
    {!bin && (
      <Button variant="plain" size="small" icon={FileOutput} onClick={actions.exportThem}>
        Export…
      </Button>
    )}
    {!readOnly && !bin && (
      <Button variant="plain" size="small" icon={FolderInput} onClick={actions.share}>
        Copy to…
      </Button>
    )}
    {!readOnly &&
      (bin ? (
        <Button variant="plain" size="small" icon={RotateCcw} onClick={actions.restore}>
          Restore
        </Button>
      ) : (
        <Button variant="plain" size="small" icon={Trash2} onClick={actions.remove}>
          Delete
        </Button>
      ))}
    <IconButton icon={X} size="small" label="Clear the selection" shortcut="Escape" onClick={onClear} />
  </div>
)

const ImportanceButton = ({ onSet }: { readonly onSet: (importance: number) => void }) => {
  const [open, setOpen] = useState(false)
  const [value, setValue] = useState<number | null>(1)
  return (
    <Popover
      label="Importance"
      side="top"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="plain" size="small" icon={Gauge}>
          Importance
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
        <NumberField label="Importance of all selected" value={value} onChange={setValue} />
        <Button variant="primary" submit>
          Set
        </Button>
      </form>
    </Popover>
  )
}
