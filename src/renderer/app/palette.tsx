import { Command as Cmdk } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useEffect, useState } from 'react'
import { Kbd } from '#ui/kbd'
import { closeOverlay } from '../workspace/overlay.ts'
import styles from './palette.module.css'
import { rankEntries } from './palette-entry.ts'
import { PaletteItem } from './palette-item.tsx'
import { useMemoryEntries } from './use-memory-entries.ts'
import { usePaletteEntries } from './use-palette-entries.ts'

/** Commands, namespaces and memories behind one field. */
export const Palette = () => {
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState('')
  const typed = query.trim() !== ''
  const entries = rankEntries(usePaletteEntries({ settings: typed }), query)
  const found = useMemoryEntries(query)
  const ids = [...entries, ...found].map(({ id }) => id)
  const first = ids[0] ?? ''
  const gone = !ids.includes(chosen)
  // Something is always chosen, also when the first result comes late. In two steps, because cmdk chooses nothing
  // by itself in between and takes notice of a value only when it changes.
  useEffect(() => {
    if (gone) setChosen(first)
  }, [gone, first])
  const groups = typed ? [] : [...new Set(entries.map(({ group }) => group))]
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeOverlay()}>
      <Dialog.Portal>
        <div className={styles.scrim} />
        <Dialog.Content className={styles.palette} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Search or run a command</Dialog.Title>
          <Cmdk
            label="Search or run a command"
            loop
            shouldFilter={false}
            value={chosen}
            onValueChange={setChosen}
            className={styles.command}
          >
            <div className={styles.field}>
              <Search size={16} aria-hidden />
              <Cmdk.Input
                className={styles.input}
                placeholder="Command, setting, namespace, words of a memory, or a coordinate"
                value={query}
                onValueChange={(next) => {
                  setQuery(next)
                  setChosen('')
                }}
              />
            </div>
            <Cmdk.List className={styles.list} label="Results">
              <Cmdk.Empty className={styles.empty}>Nothing is called that.</Cmdk.Empty>
              {typed && entries.map((entry) => <PaletteItem key={entry.id} entry={entry} showGroup />)}
              {groups.map((group) => (
                <Cmdk.Group key={group} heading={group} className={styles.group}>
                  {entries
                    .filter((entry) => entry.group === group)
                    .map((entry) => (
                      <PaletteItem key={entry.id} entry={entry} showGroup={false} />
                    ))}
                </Cmdk.Group>
              ))}
              {found.length > 0 && (
                <Cmdk.Group heading="Memories" className={styles.group}>
                  {found.map((entry) => (
                    <PaletteItem key={entry.id} entry={entry} showGroup={false} />
                  ))}
                </Cmdk.Group>
              )}
            </Cmdk.List>
            <footer className={styles.footer}>
              <span>
                <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" /> choose
              </span>
              <span>
                <Kbd keys="Enter" /> run
              </span>
              <span>
                <Kbd keys="Escape" /> close
              </span>
            </footer>
          </Cmdk>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
