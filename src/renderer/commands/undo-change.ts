import { Undo2 } from 'lucide-react'
import type { Command } from './command.ts'
import { nextUndo } from './next-undo.ts'

export const undoChange: Command = {
  id: 'undo-change',
  title: 'Undo my last change',
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
