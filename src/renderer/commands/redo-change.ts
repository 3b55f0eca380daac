import { Redo2 } from 'lucide-react'
import type { Command } from './command.ts'

export const redoChange: Command = {
  id: 'redo-change',
  title: 'Redo what was undone',
  group: 'Memory',
  shortcut: 'Mod+Shift+Z',
  icon: Redo2,
  inFields: false,
  when: ({ workspace, readOnly }) => !readOnly && workspace.changes.redo.length > 0,
  run: ({ workspace, mutations }) => {
    const last = workspace.changes.redo.at(-1)
    // An undo is a change: undoing that one is the redo.
    if (last) void mutations.undo(last.seq)
  },
}
