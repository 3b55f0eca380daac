import { History } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import { closeOverlay, overlayStore } from '../workspace/overlay.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const openHistory: Command = {
  id: 'open-history',
  get title() {
    return t('showTheHistoryOfChanges')
  },
  group: 'Go',
  shortcut: 'Mod+Shift+H',
  icon: History,
  keywords: ['undo', 'redo', 'journal', 'changes', 'back'],
  run: ({ openOverlay }) => {
    if (overlayStore.getState().overlay?.kind === 'history') closeOverlay()
    else openOverlay({ kind: 'history' })
  },
}
