import { History } from 'lucide-react'
import { closeOverlay, overlayStore } from '../workspace/overlay.ts'
import type { Command } from './command.ts'

export const openHistory: Command = {
  id: 'open-history',
  title: 'Show the history of changes',
  group: 'Go',
  shortcut: 'Mod+Shift+H',
  icon: History,
  keywords: ['undo', 'redo', 'journal', 'changes', 'back'],
  run: ({ openOverlay }) => {
    if (overlayStore.getState().overlay?.kind === 'history') closeOverlay()
    else openOverlay({ kind: 'history' })
  },
}
