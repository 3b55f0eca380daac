import { RotateCcw, Trash2 } from 'lucide-react'
import type { MemoryRow } from '#contract/memory'
import { Checkbox } from '#ui/checkbox'
import { IconButton } from '#ui/icon-button'
import { TimeLabel } from '#ui/time-label'
import { MemoryMenu } from '../../memory-menu/memory-menu.tsx'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './bin-view.module.css'
import { useDecayStore } from './decay-store.ts'

const t = wordsOf('decay')

const toggle = (coordinate: number[]): void =>
  useDecayStore.setState(({ chosenInBin }) => {
    const next = new Map(chosenInBin)
    if (!next.delete(coordinate.join())) next.set(coordinate.join(), coordinate)
    return { chosenInBin: next }
  })

interface BinRowProps {
  readonly row: MemoryRow
  readonly top: number
  readonly isChosen: boolean
  readonly readOnly: boolean
  readonly onRestore: () => void
}

export const BinRow = ({ row, top, isChosen, readOnly, onRestore }: BinRowProps) => {
  const title = row.title || row.coordinate.join(', ')
  const purge = {
    id: 'purge',
    label: t('deleteForGood2'),
    icon: Trash2,
    danger: true,
    disabled: readOnly,
    run: () =>
      useDecayStore.setState({
        chosenInBin: new Map([[row.coordinate.join(), row.coordinate]]),
        dialog: 'purge',
      }),
  }
  return (
    <MemoryMenu coordinate={row.coordinate} own={[purge]}>
      <li className={styles.row} style={{ top }}>
        <Checkbox
          label={t('chooseTitle', { title })}
          hideLabel
          checked={isChosen}
          onChange={() => toggle(row.coordinate)}
        />
        <button
          type="button"
          className={`${styles.title} truncate`}
          data-private
          onClick={() => workspace.getState().openMemory(row.coordinate)}
        >
          {title}
        </button>
        <TimeLabel seconds={row.deletedAt} />
        <IconButton
          icon={RotateCcw}
          size="small"
          label={t('restoreTitle', { title })}
          disabled={readOnly}
          onClick={onRestore}
        />
      </li>
    </MemoryMenu>
  )
}
