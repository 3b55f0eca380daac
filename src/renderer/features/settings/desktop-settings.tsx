import { useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { DesktopState } from '#contract/desktop'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { Kbd } from '#ui/kbd'
import { Switch } from '#ui/switch'
import { useDesktop } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { shortcutOfPress } from '../../commands/shortcut.ts'
import { toast, useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const KEY = ['desktop', 'state'] as const

type Change = Partial<Pick<DesktopState, 'tray' | 'globalShortcut'>>

/** What the system has of the app, and how it is changed; null in a browser. */
const useDesktopState = () => {
  const desktop = useDesktop()
  const cache = useQueryClient()
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: () => desktop?.state({}) ?? Promise.reject(new Error('There is no desktop here.')),
    enabled: desktop !== null,
  })
  const change = async (wanted: Change): Promise<void> => {
    try {
      const state = await desktop?.set(wanted)
      if (state) cache.setQueryData(KEY, state)
    } catch (error) {
      toast({ title: 'Not changed', detail: describeError(error).sentence, tone: 'error' })
    }
  }
  return { isDesktop: desktop !== null, state: data, change }
}

interface GlobalKeysProps {
  readonly state: DesktopState
  readonly onChoose: (keys: string | null) => void
}

const globalText = ({ globalShortcut, isGlobalShortcutHeld }: DesktopState): string => {
  if (globalShortcut === null) return 'Off. Keys that bring the app up from any program, ready to ask.'
  return isGlobalShortcutHeld
    ? 'Brings the app up from any program, ready to ask.'
    : 'Another program has these keys already. Choose others.'
}

const GlobalKeys = ({ state, onChoose }: GlobalKeysProps) => {
  const [isListening, setListening] = useState(false)
  const press = (event: KeyboardEvent): void => {
    if (!isListening || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    const keys = event.key === 'Escape' ? null : shortcutOfPress(event)
    if (event.key !== 'Escape' && keys === null) return
    setListening(false)
    if (keys !== null) onChoose(keys)
  }
  return (
    <SettingsRow name="Global shortcut" detail={globalText(state)}>
      {state.globalShortcut !== null && <Kbd keys={state.globalShortcut} />}
      <Button
        aria-label={isListening ? 'Press the keys of the global shortcut' : 'Choose a global shortcut'}
        aria-pressed={isListening}
        onClick={() => setListening(!isListening)}
        onKeyDown={press}
        onBlur={() => setListening(false)}
      >
        {isListening ? 'Press keys' : 'Choose'}
      </Button>
      <IconButton
        icon={X}
        label="No global shortcut"
        disabled={state.globalShortcut === null}
        onClick={() => onChoose(null)}
      />
    </SettingsRow>
  )
}

/** Notifications everywhere; icon and keys of the system only where there is one. */
export const DesktopSettings = () => {
  const notifications = useWorkspace((w) => w.preferences.notifications)
  const { isDesktop, state, change } = useDesktopState()
  return (
    <SettingsSection title="Notifications and system">
      <SettingsRow
        name="Tell when something is over"
        detail={
          isDesktop
            ? 'A notification of the system when long work ends, or recall falls below its target, while the app is not in front.'
            : 'A message in this window when long work ends, or recall falls below its target.'
        }
      >
        <Switch
          label="Tell when something is over"
          hideLabel
          checked={notifications}
          onChange={(next) => workspace.getState().setPreferences({ notifications: next })}
        />
      </SettingsRow>
      {state && (
        <>
          <SettingsRow
            name="Icon in the tray"
            detail="Beside the system's clock, with quick recall. The app then goes on without a window."
          >
            <Switch
              label="Icon in the tray"
              hideLabel
              checked={state.tray}
              onChange={(tray) => void change({ tray })}
            />
          </SettingsRow>
          <GlobalKeys state={state} onChoose={(globalShortcut) => void change({ globalShortcut })} />
        </>
      )}
    </SettingsSection>
  )
}
