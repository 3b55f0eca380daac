import { Redo2 } from 'lucide-react'
import { inTurn, isUnderWay } from '../api/changes-under-way.ts'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'
import { askNext, nextRedo } from './next-undo.ts'

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
    !context.readOnly &&
    (isUnderWay() || context.workspace.changes.redo.length > 0 || nextRedo(context) !== null),
  run: (context) =>
    inTurn(async () => {
      const now = context.now()
      const last = now.workspace.changes.redo.at(-1)
      const line = nextRedo(now)
      // An undo is a change: undoing that one is the redo.
      if (last) await context.mutations.undo(last.seq)
      else if (line) await context.mutations.redo(line)
      await askNext(context)
    }),
}
