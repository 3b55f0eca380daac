import { Redo2 } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'
import { nextRedo } from './next-undo.ts'

const t = wordsOf('commands')

export const redoChange: Command = {
  id: 'redo-change',
  get title() {
    return t('redoWhatWasUndone')
  },
  group: 'Memory',
  shortcut: 'Mod+Shift+Z',
  icon: Redo2,
  inFields: false,
  when: (context) =>
    !context.readOnly && (context.workspace.changes.redo.length > 0 || nextRedo(context) !== null),
  run: (context) => {
    const { workspace, mutations } = context
    const last = workspace.changes.redo.at(-1)
    const line = nextRedo(context)
    // An undo is a change: undoing that one is the redo.
    if (last) void mutations.undo(last.seq)
    else if (line) void mutations.redo(line)
  },
}
