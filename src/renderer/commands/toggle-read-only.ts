import { Lock } from 'lucide-react'
import type { Command } from './command.ts'

export const toggleReadOnly: Command = {
  id: 'toggle-read-only',
  title: 'Read-only mode on or off',
  group: 'Data',
  shortcut: 'Mod+Shift+L',
  icon: Lock,
  keywords: ['lock', 'protect', 'look'],
  run: ({ workspace }) => workspace.setPreferences({ readOnly: !workspace.preferences.readOnly }),
}
