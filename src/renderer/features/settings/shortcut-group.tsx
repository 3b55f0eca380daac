import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Command } from '../../commands/command.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace } from '../../workspace/use-workspace.ts'
import styles from './shortcut-group.module.css'
import { ShortcutRow } from './shortcut-row.tsx'

const t = wordsOf('settings')

interface ShortcutGroupProps {
  readonly title: string
  readonly commands: readonly Command[]
  readonly isOpenAtFirst: boolean
}

/** Folded until it is wanted: all commands at once are far more than the rest of Settings. */
export const ShortcutGroup = ({ title, commands, isOpenAtFirst }: ShortcutGroupProps) => {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const hasChosen = useWorkspace(({ preferences }) =>
    commands.some(({ id }) => Object.hasOwn(preferences.shortcuts, id)),
  )
  return (
    <section aria-label={t('shortcutsTitle', { title })}>
      <h3>
        <button type="button" className={styles.head} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <ChevronRight size={14} className={styles.mark} aria-hidden />
          <span>{title}</span>
          <span className={styles.count}>{t('countCommands', { count: commands.length })}</span>
          {hasChosen && <span className={styles.chosen}>{t('chosenByYou')}</span>}
        </button>
      </h3>
      {isOpen && (
        <div className={styles.rows}>
          {commands.map((command) => (
            <ShortcutRow key={command.id} command={command} />
          ))}
        </div>
      )}
    </section>
  )
}
