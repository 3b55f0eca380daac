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
import { wordsOf } from '../../words/words.ts'
import { toast, useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const t = wordsOf('system')

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
      toast({ title: t('notChanged'), detail: describeError(error).sentence, tone: 'error' })
    }
  }
  return { isDesktop: desktop !== null, state: data, change }
}

interface GlobalKeysProps {
  readonly state: DesktopState
  readonly onChoose: (keys: string | null) => void
}

const globalText = ({ globalShortcut, isGlobalShortcutHeld }: DesktopState): string => {
  if (globalShortcut === null) return t('globalOff')
  return isGlobalShortcutHeld ? t('globalHeld') : t('globalTaken')
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
    <SettingsRow name={t('globalShortcut')} detail={globalText(state)}>
      {state.globalShortcut !== null && <Kbd keys={state.globalShortcut} />}
      <Button
        aria-label={isListening ? t('pressTheKeysOfThe') : t('chooseAGlobalShortcut')}
        aria-pressed={isListening}
        onClick={() => setListening(!isListening)}
        onKeyDown={press}
        onBlur={() => setListening(false)}
      >
        {isListening ? t('pressKeys') : t('choose')}
      </Button>
      <IconButton
        icon={X}
        label={t('noGlobalShortcut')}
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
    <SettingsSection title={t('notificationsAndSystem')}>
      <SettingsRow name={t('tellWhenOver')} detail={isDesktop ? t('tellBySystem') : t('tellInWindow')}>
        <Switch
          label={t('tellWhenOver')}
          hideLabel
          checked={notifications}
          onChange={(next) => workspace.getState().setPreferences({ notifications: next })}
        />
      </SettingsRow>
      {state && (
        <>
          <SettingsRow name={t('iconInTheTray')} detail={t('trayDetail')}>
            <Switch
              label={t('iconInTheTray')}
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
