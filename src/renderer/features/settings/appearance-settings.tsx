import { Monitor, Moon, Rows3, Rows4, Sun } from 'lucide-react'
import { SegmentedControl } from '#ui/segmented-control'
import { Switch } from '#ui/switch'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

export const AppearanceSettings = () => {
  const { theme, density, motion, privacy, readOnly } = useWorkspace((w) => w.preferences)
  const { setPreferences } = workspace.getState()
  return (
    <SettingsSection title="Appearance">
      <SettingsRow name="Theme">
        <SegmentedControl
          label="Theme"
          value={theme}
          onChange={(next) => setPreferences({ theme: next })}
          options={[
            { value: 'light', label: 'Light', icon: Sun },
            { value: 'dark', label: 'Dark', icon: Moon },
            { value: 'system', label: 'System', icon: Monitor },
          ]}
        />
      </SettingsRow>
      <SettingsRow name="Density" detail="Height of rows and controls.">
        <SegmentedControl
          label="Density"
          value={density}
          onChange={(next) => setPreferences({ density: next })}
          options={[
            { value: 'compact', label: 'Compact', icon: Rows4 },
            { value: 'comfortable', label: 'Comfortable', icon: Rows3 },
          ]}
        />
      </SettingsRow>
      <SettingsRow name="Reduce motion" detail="Without it the app follows the system.">
        <Switch
          label="Reduce motion"
          hideLabel
          checked={motion === 'reduced'}
          onChange={(reduced) => setPreferences({ motion: reduced ? 'reduced' : 'system' })}
        />
      </SettingsRow>
      <SettingsRow
        name="Privacy mode"
        detail="Blurs the texts of memories, for a screen that others look at. Pointer or focus shows one."
      >
        <Switch
          label="Privacy mode"
          hideLabel
          checked={privacy}
          onChange={(next) => setPreferences({ privacy: next })}
        />
      </SettingsRow>
      <SettingsRow
        name="Read-only mode"
        detail="Everything can be looked at; nothing is changed from this app."
      >
        <Switch
          label="Read-only mode"
          hideLabel
          checked={readOnly}
          onChange={(next) => setPreferences({ readOnly: next })}
        />
      </SettingsRow>
    </SettingsSection>
  )
}
