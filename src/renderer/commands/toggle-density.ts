import { Rows3 } from 'lucide-react'
import type { Command } from './command.ts'

export const toggleDensity: Command = {
  id: 'toggle-density',
  title: 'Switch between compact and comfortable rows',
  group: 'View',
  icon: Rows3,
  keywords: ['density', 'spacing'],
  run: ({ workspace }) =>
    workspace.setPreferences({
      density: workspace.preferences.density === 'compact' ? 'comfortable' : 'compact',
    }),
}
