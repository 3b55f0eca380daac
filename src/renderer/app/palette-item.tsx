import { Command as Cmdk } from 'cmdk'
import { Kbd } from '#ui/kbd'
import { closeOverlay } from '../workspace/overlay.ts'
import styles from './palette.module.css'
import { memoriesTitle, type PaletteEntry } from './palette-entry.ts'

interface PaletteItemProps {
  readonly entry: PaletteEntry
  /** Where no heading says which group it is of. */
  readonly showGroup: boolean
}

export const PaletteItem = ({ entry, showGroup }: PaletteItemProps) => {
  const { id, icon: Icon, shortcut, title, run } = entry
  const detail = entry.detail ?? (showGroup ? entry.group : undefined)
  return (
    <Cmdk.Item
      value={id}
      className={styles.item}
      onSelect={() => {
        closeOverlay()
        run()
      }}
    >
      <span className={styles.icon}>{Icon && <Icon size={16} aria-hidden />}</span>
      <span className={styles.title} data-private={entry.group === memoriesTitle() || undefined}>
        {title}
      </span>
      {detail && <span className={styles.detail}>{detail}</span>}
      {shortcut && <Kbd keys={shortcut} />}
    </Cmdk.Item>
  )
}
