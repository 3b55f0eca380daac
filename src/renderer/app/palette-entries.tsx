import { Command as Cmdk } from 'cmdk'
import { Kbd } from '#ui/kbd'
import { closeOverlay } from '../workspace/overlay.ts'
import styles from './palette.module.css'
import { type PaletteEntry, rankEntries } from './palette-entry.ts'
import { usePaletteEntries } from './use-palette-entries.ts'

const Entry = ({ entry, group }: { readonly entry: PaletteEntry; readonly group: string | undefined }) => {
  const { icon: Icon, shortcut, title } = entry
  return (
    <Cmdk.Item
      value={entry.id}
      className={styles.item}
      onSelect={() => {
        closeOverlay()
        entry.run()
      }}
    >
      <span className={styles.icon}>{Icon && <Icon size={16} aria-hidden />}</span>
      <span className={styles.title}>{title}</span>
      {(entry.detail ?? group) && <span className={styles.detail}>{entry.detail ?? group}</span>}
      {shortcut && <Kbd keys={shortcut} />}
    </Cmdk.Item>
  )
}

/** By group while nothing is typed, then by how well they fit. */
export const PaletteEntries = ({ query }: { readonly query: string }) => {
  const entries = usePaletteEntries()
  if (query.trim() !== '') {
    return rankEntries(entries, query).map((entry) => (
      <Entry key={entry.id} entry={entry} group={entry.group} />
    ))
  }
  const groups = [...new Set(entries.map((entry) => entry.group))]
  return groups.map((group) => (
    <Cmdk.Group key={group} heading={group} className={styles.group}>
      {entries
        .filter((entry) => entry.group === group)
        .map((entry) => (
          <Entry key={entry.id} entry={entry} group={undefined} />
        ))}
    </Cmdk.Group>
  ))
}
