import { Rows3 } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const toggleDensity: Command = {
  id: 'toggle-density',
  get title() {
    return t('switchBetweenCompactAndComfortable')
  },
  group: 'View',
  icon: Rows3,
  keywords: ['density', 'spacing'],
  run: ({ workspace }) =>
    workspace.setPreferences({
      density: workspace.preferences.density === 'compact' ? 'comfortable' : 'compact',
    }),
}
