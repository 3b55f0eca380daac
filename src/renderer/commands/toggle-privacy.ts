import { EyeOff } from 'lucide-react'
import type { Command } from './command.ts'

export const togglePrivacy: Command = {
  id: 'toggle-privacy',
  title: 'Privacy mode on or off',
  group: 'View',
  shortcut: 'Mod+Shift+P',
  icon: EyeOff,
  keywords: ['blur', 'hide', 'screen sharing', 'present'],
  run: ({ workspace }) => workspace.setPreferences({ privacy: !workspace.preferences.privacy }),
}
