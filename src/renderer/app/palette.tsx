import { Command as Cmdk } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { Kbd } from '#ui/kbd'
import { closeOverlay } from '../workspace/overlay.ts'
import styles from './palette.module.css'
import { PaletteEntries } from './palette-entries.tsx'
import { PaletteMemories } from './palette-memories.tsx'

/** Commands, namespaces and memories behind one field. */
export const Palette = () => {
  const [query, setQuery] = useState('')
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeOverlay()}>
      <Dialog.Portal>
        <div className={styles.scrim} />
        <Dialog.Content className={styles.palette} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Search or run a command</Dialog.Title>
          <Cmdk label="Search or run a command" loop shouldFilter={false} className={styles.command}>
            <div className={styles.field}>
              <Search size={16} aria-hidden />
              <Cmdk.Input
                className={styles.input}
                placeholder="Command, namespace, words of a memory, or a coordinate"
                value={query}
                onValueChange={setQuery}
              />
            </div>
            <Cmdk.List className={styles.list} label="Results">
              <Cmdk.Empty className={styles.empty}>Nothing is called that.</Cmdk.Empty>
              <PaletteEntries query={query} />
              <PaletteMemories query={query} />
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
