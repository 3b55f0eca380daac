import type { ChangedArtefact, HistoryStore, RewindStep } from '../journal/journal-ports.ts'
import type { FieldCipher } from './field-cipher.ts'
import { openArtefact } from './sealed-artefact.ts'
import { openSentence, type Sentence } from './sealed-journal.ts'

type Readers = Pick<HistoryStore, 'history' | 'nextChanges' | 'changeParts' | 'rewindSteps'>

/** The journal over a store whose sentences and stopped writes rest sealed; without a cipher what is sealed stays so. */
export const openedHistory = (store: HistoryStore, cipher: FieldCipher | null): Readers => {
  const open = <C extends Sentence & { readonly summary: string }>(change: C): C => ({
    ...change,
    summary: openSentence(cipher, change, 'summary', change.summary),
  })
  const openStep = (step: RewindStep): RewindStep => ({
    ...step,
    change: open(step.change),
    origin: open(step.origin),
  })
  return {
    history: async (query) => {
      const found = await store.history(query)
      return { ...found, lines: found.lines.map(open) }
    },
    nextChanges: async (scope) => {
      const { undo, redo } = await store.nextChanges(scope)
      return { undo: undo && open(undo), redo: redo && open(redo) }
    },
    changeParts: async (...query) => {
      const parts = await store.changeParts(...query)
      if (parts === null) return null
      return { ...parts, line: open(parts.line), others: parts.others.map((one) => openStates(cipher, one)) }
    },
    rewindSteps: async (...query) => {
      const found = await store.rewindSteps(...query)
      return { ...found, steps: found.steps.map(openStep) }
    },
  }
}

const openStates = (cipher: FieldCipher | null, one: ChangedArtefact): ChangedArtefact => {
  const opened = (state: string | null): string | null =>
    state === null ? null : openArtefact(cipher, { kind: one.kind, id: one.id, state }).state
  return { ...one, before: opened(one.before), after: opened(one.after) }
}
