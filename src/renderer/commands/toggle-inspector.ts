import { PanelRight } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const toggleInspector: Command = {
  id: 'toggle-inspector',
  get title() {
    return t('showOrHideTheInspector')
  },
  group: 'View',
  shortcut: 'Mod+I',
  icon: PanelRight,
  when: ({ workspace }) => workspace.screen !== 'settings',
  run: ({ workspace }) => workspace.setPreferences({ inspectorOpen: !workspace.preferences.inspectorOpen }),
}
