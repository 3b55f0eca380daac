import { Undo2 } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'
import { nextUndo } from './next-undo.ts'

const t = wordsOf('commands')

export const undoChange: Command = {
  id: 'undo-change',
  get title() {
    return t('undoMyLastChange')
  },
  group: 'Memory',
  shortcut: 'Mod+Z',
  icon: Undo2,
  // While text is typed, undo is the field's own.
  inFields: false,
  when: (context) => !context.readOnly && nextUndo(context) !== null,
  run: (context) => {
    const next = nextUndo(context)
    if (next) void context.mutations.undo(next.seq)
  },
}
