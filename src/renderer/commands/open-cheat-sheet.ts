import { Keyboard } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const openCheatSheet: Command = {
  id: 'open-cheat-sheet',
  get title() {
    return t('showKeyboardShortcuts')
  },
  group: 'Help',
  shortcut: '?',
  icon: Keyboard,
  keywords: ['keys', 'help', 'cheat sheet'],
  run: ({ openOverlay }) => openOverlay({ kind: 'cheat-sheet' }),
}
