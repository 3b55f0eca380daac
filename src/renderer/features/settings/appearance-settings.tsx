import { Monitor, Moon, Rows3, Rows4, Sun } from 'lucide-react'
import { SegmentedControl } from '#ui/segmented-control'
import { Select } from '#ui/select'
import { Switch } from '#ui/switch'
import { LOCALES } from '../../words/locale.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const t = wordsOf('settings')

export const AppearanceSettings = () => {
  const { theme, language, density, motion, privacy, readOnly } = useWorkspace((w) => w.preferences)
  const { setPreferences } = workspace.getState()
  return (
    <SettingsSection title={t('appearance')}>
      <SettingsRow name={t('theme')}>
        <SegmentedControl
          label={t('theme')}
          value={theme}
          onChange={(next) => setPreferences({ theme: next })}
          options={[
            { value: 'light', label: t('light'), icon: Sun },
            { value: 'dark', label: t('dark'), icon: Moon },
            { value: 'system', label: t('system'), icon: Monitor },
          ]}
        />
      </SettingsRow>
      <SettingsRow name={t('language')}>
        <Select
          label={t('language')}
          hideLabel
          value={language}
          onChange={(next) => setPreferences({ language: next })}
          options={[
            { value: 'system', label: t('system') },
            ...LOCALES.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </SettingsRow>
      <SettingsRow name={t('density')} detail={t('heightOfRowsAndControls')}>
        <SegmentedControl
          label={t('density')}
          value={density}
          onChange={(next) => setPreferences({ density: next })}
          options={[
            { value: 'compact', label: t('compact'), icon: Rows4 },
            { value: 'comfortable', label: t('comfortable'), icon: Rows3 },
          ]}
        />
      </SettingsRow>
      <SettingsRow name={t('reduceMotion')} detail={t('withoutItTheAppFollows')}>
        <Switch
          label={t('reduceMotion')}
          hideLabel
          checked={motion === 'reduced'}
          onChange={(reduced) => setPreferences({ motion: reduced ? 'reduced' : 'system' })}
        />
      </SettingsRow>
      <SettingsRow name={t('privacyMode')} detail={t('blursTheTextsOfMemories')}>
        <Switch
          label={t('privacyMode')}
          hideLabel
          checked={privacy}
          onChange={(next) => setPreferences({ privacy: next })}
        />
      </SettingsRow>
      <SettingsRow name={t('readOnlyMode')} detail={t('everythingCanBeLookedAt')}>
        <Switch
          label={t('readOnlyMode')}
          hideLabel
          checked={readOnly}
          onChange={(next) => setPreferences({ readOnly: next })}
        />
      </SettingsRow>
    </SettingsSection>
  )
}
