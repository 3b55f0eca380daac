import { Search } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const openPalette: Command = {
  id: 'open-palette',
  get title() {
    return t('searchOrRunACommand')
  },
  group: 'Go',
  shortcut: 'Mod+K',
  icon: Search,
  run: ({ openOverlay }) => openOverlay({ kind: 'palette' }),
}
