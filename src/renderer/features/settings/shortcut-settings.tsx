import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { SearchField } from '#ui/search-field'
import { findCommands } from '../../commands/find-commands.ts'
import { useKnownCommands } from '../../commands/use-commands.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import styles from './engine-settings.module.css'
import { SettingsSection } from './settings-section.tsx'
import { ShortcutRow } from './shortcut-row.tsx'

const t = wordsOf('settings')

/** Every command of every screen with its keys, which can be chosen. */
export const ShortcutSettings = () => {
  const commands = useKnownCommands()
  const chosen = Object.keys(useWorkspace((w) => w.preferences.shortcuts)).length
  const [search, setSearch] = useState('')
  const [isResetting, setResetting] = useState(false)
  const groups = findCommands(commands, search)
  const shown = groups.reduce((sum, group) => sum + group.commands.length, 0)
  return (
    <SettingsSection title={t('keyboardShortcuts')} anchor="shortcuts">
      <div className={styles.search}>
        <SearchField
          label={t('findACommandOrKeys')}
          placeholder={t('findACommandOrKeysSuch')}
          value={search}
          onChange={setSearch}
        />
        <p className={styles.count} role="status">
          {shown === commands.length
            ? t('countCommands', { count: commands.length })
            : t('shownOfCommands', { shown, count: commands.length })}
        </p>
        <Button icon={RotateCcw} disabled={chosen === 0} onClick={() => setResetting(true)}>
          {t('resetAll')}
        </Button>
      </div>
      {groups.length === 0 && <p className={styles.none}>{t('noCommandHasTheseWords')}</p>}
      {groups.map((group) => (
        <section key={group.title} aria-label={t('shortcutsTitle', { title: group.title })}>
          <h3 className={styles.group}>{group.title}</h3>
          {group.commands.map((command) => (
            <ShortcutRow key={command.id} command={command} />
          ))}
        </section>
      ))}
      <ConfirmDialog
        open={isResetting}
        onClose={() => setResetting(false)}
        title={t('resetAllShortcuts')}
        detail={t('countShortcutsThatYouChose', { count: chosen })}
        confirmLabel={t('resetAll')}
        onConfirm={() => {
          setResetting(false)
          workspace.getState().setPreferences({ shortcuts: {} })
        }}
      />
    </SettingsSection>
  )
}
