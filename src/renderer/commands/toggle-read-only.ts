import { Lock } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const toggleReadOnly: Command = {
  id: 'toggle-read-only',
  get title() {
    return t('readOnlyModeOnOr')
  },
  group: 'Data',
  shortcut: 'Mod+Shift+L',
  icon: Lock,
  keywords: ['lock', 'protect', 'look'],
  run: ({ workspace }) => workspace.setPreferences({ readOnly: !workspace.preferences.readOnly }),
}
