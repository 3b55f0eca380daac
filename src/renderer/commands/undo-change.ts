import { Undo2 } from 'lucide-react'
import { inTurn, isUnderWay } from '../api/changes-under-way.ts'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'
import { askNext, nextUndo } from './next-undo.ts'

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
  when: (context) => !context.readOnly && (isUnderWay() || nextUndo(context) !== null),
  // Pressed twice, or right after a change: which one is the last is known when those before it are through.
  run: (context) =>
    inTurn(async () => {
      const next = nextUndo(context.now())
      if (!next) return
      await context.mutations.undo(next.seq)
      await askNext(context)
    }),
}
