import { Search } from 'lucide-react'
import type { Command } from './command.ts'

export const openPalette: Command = {
  id: 'open-palette',
  title: 'Search or run a command',
  group: 'Go',
  shortcut: 'Mod+K',
  icon: Search,
  run: ({ openOverlay }) => openOverlay({ kind: 'palette' }),
}
