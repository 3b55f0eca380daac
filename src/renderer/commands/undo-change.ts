import { Undo2 } from 'lucide-react'
import type { Command } from './command.ts'

export const undoChange: Command = {
  id: 'undo-change',
  title: 'Undo the last change of this window',
  group: 'Memory',
  shortcut: 'Mod+Z',
  icon: Undo2,
  // While text is typed, undo is the field's own.
  inFields: false,
  when: ({ workspace, readOnly }) => !readOnly && workspace.changes.undo.length > 0,
  run: ({ workspace, mutations }) => {
    const last = workspace.changes.undo.at(-1)
    if (last) void mutations.undo(last.seq)
  },
}
