import { PanelRight } from 'lucide-react'
import type { Command } from './command.ts'

export const toggleInspector: Command = {
  id: 'toggle-inspector',
  title: 'Show or hide the inspector',
  group: 'View',
  shortcut: 'Mod+I',
  icon: PanelRight,
  when: ({ workspace }) => workspace.screen !== 'settings',
  run: ({ workspace }) => workspace.setPreferences({ inspectorOpen: !workspace.preferences.inspectorOpen }),
}
