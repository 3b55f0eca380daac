import { X } from 'lucide-react'
import type { Command } from './command.ts'

export const closeInspector: Command = {
  id: 'close-inspector',
  title: 'Close the inspector',
  group: 'View',
  shortcut: 'Escape',
  icon: X,
  when: ({ workspace }) => workspace.preferences.inspectorOpen && workspace.at !== null,
  run: ({ workspace }) => workspace.setPreferences({ inspectorOpen: false }),
}
