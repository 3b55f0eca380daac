import { Keyboard } from 'lucide-react'
import type { Command } from './command.ts'

export const openCheatSheet: Command = {
  id: 'open-cheat-sheet',
  title: 'Show keyboard shortcuts',
  group: 'Help',
  shortcut: '?',
  icon: Keyboard,
  keywords: ['keys', 'help', 'cheat sheet'],
  run: ({ openOverlay }) => openOverlay({ kind: 'cheat-sheet' }),
}
