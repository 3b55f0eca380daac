import { Command as Cmdk } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useEffect, useState } from 'react'
import { Kbd } from '#ui/kbd'
import { wordsOf } from '../words/words.ts'
import { closeOverlay } from '../workspace/overlay.ts'
import styles from './palette.module.css'
import { rankEntries } from './palette-entry.ts'
import { PaletteItem } from './palette-item.tsx'
import { useMemoryEntries } from './use-memory-entries.ts'
import { usePaletteEntries } from './use-palette-entries.ts'

const t = wordsOf('shell')

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
          <Dialog.Title className="visually-hidden">{t('searchOrRunACommand')}</Dialog.Title>
          <Cmdk
            label={t('searchOrRunACommand')}
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
                placeholder={t('commandSettingNamespaceWordsOf')}
                value={query}
                onValueChange={(next) => {
                  setQuery(next)
                  setChosen('')
                }}
              />
            </div>
            <Cmdk.List className={styles.list} label={t('results')}>
              <Cmdk.Empty className={styles.empty}>{t('nothingIsCalledThat')}</Cmdk.Empty>
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
                <Cmdk.Group heading={t('memories')} className={styles.group}>
                  {found.map((entry) => (
                    <PaletteItem key={entry.id} entry={entry} showGroup={false} />
                  ))}
                </Cmdk.Group>
              )}
            </Cmdk.List>
            <footer className={styles.footer}>
              <span>
                {t.rich('keysChoose', {
                  keys: (
                    <>
                      <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" />
                    </>
                  ),
                })}
              </span>
              <span>{t.rich('keyRun', { key: <Kbd keys="Enter" /> })}</span>
              <span>{t.rich('keyClose', { key: <Kbd keys="Escape" /> })}</span>
            </footer>
          </Cmdk>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
