import { X } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const closeInspector: Command = {
  id: 'close-inspector',
  get title() {
    return t('closeTheInspector')
  },
  group: 'View',
  shortcut: 'Escape',
  icon: X,
  when: ({ workspace }) => workspace.preferences.inspectorOpen && workspace.at !== null,
  run: ({ workspace }) => workspace.setPreferences({ inspectorOpen: false }),
}
