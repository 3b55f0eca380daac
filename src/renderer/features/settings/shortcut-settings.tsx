import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { SearchField } from '#ui/search-field'
import { findCommands } from '../../commands/find-commands.ts'
import { useKnownCommands } from '../../commands/use-commands.ts'
import { formatPlural } from '../../ui/format-number.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import styles from './engine-settings.module.css'
import { SettingsSection } from './settings-section.tsx'
import { ShortcutRow } from './shortcut-row.tsx'

/** Every command of every screen with its keys, which can be chosen. */
export const ShortcutSettings = () => {
  const commands = useKnownCommands()
  const chosen = Object.keys(useWorkspace((w) => w.preferences.shortcuts)).length
  const [search, setSearch] = useState('')
  const [isResetting, setResetting] = useState(false)
  const groups = findCommands(commands, search)
  const shown = groups.reduce((sum, group) => sum + group.commands.length, 0)
  return (
    <SettingsSection title="Keyboard shortcuts" anchor="shortcuts">
      <div className={styles.search}>
        <SearchField
          label="Find a command or keys"
          placeholder="Find a command, or keys such as Ctrl+K"
          value={search}
          onChange={setSearch}
        />
        <p className={styles.count} role="status">
          {`${shown === commands.length ? '' : `${shown} of `}${formatPlural(commands.length, 'command')}`}
        </p>
        <Button icon={RotateCcw} disabled={chosen === 0} onClick={() => setResetting(true)}>
          Reset all
        </Button>
      </div>
      {groups.length === 0 && <p className={styles.none}>No command has these words or keys.</p>}
      {groups.map((group) => (
        <section key={group.title} aria-label={`Shortcuts: ${group.title}`}>
          <h3 className={styles.group}>{group.title}</h3>
          {group.commands.map((command) => (
            <ShortcutRow key={command.id} command={command} />
          ))}
        </section>
      ))}
      <ConfirmDialog
        open={isResetting}
        onClose={() => setResetting(false)}
        title="Reset all shortcuts?"
        detail={`${formatPlural(chosen, 'shortcut')} that you chose ${chosen === 1 ? 'goes' : 'go'} back to what the app comes with.`}
        confirmLabel="Reset all"
        onConfirm={() => {
          setResetting(false)
          workspace.getState().setPreferences({ shortcuts: {} })
        }}
      />
    </SettingsSection>
  )
}
