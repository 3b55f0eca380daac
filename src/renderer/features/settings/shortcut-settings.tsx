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
import { ShortcutGroup } from './shortcut-group.tsx'

const t = wordsOf('settings')

/** Every command of every screen with its keys, which can be chosen: by group, or by a search. */
export const ShortcutSettings = () => {
  const commands = useKnownCommands()
  const chosen = Object.keys(useWorkspace((w) => w.preferences.shortcuts)).length
  const [search, setSearch] = useState('')
  const [isResetting, setResetting] = useState(false)
  const groups = findCommands(commands, search)
  // What was searched for is shown at once.
  const isSearch = search.trim() !== ''
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
        <ShortcutGroup key={`${group.title}/${isSearch}`} {...group} isOpenAtFirst={isSearch} />
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
