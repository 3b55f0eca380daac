import { EyeOff } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const togglePrivacy: Command = {
  id: 'toggle-privacy',
  get title() {
    return t('privacyModeOnOrOff')
  },
  group: 'View',
  shortcut: 'Mod+Shift+P',
  icon: EyeOff,
  keywords: ['blur', 'hide', 'screen sharing', 'present'],
  run: ({ workspace }) => workspace.setPreferences({ privacy: !workspace.preferences.privacy }),
}
