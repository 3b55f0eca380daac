import type { GateVerdict } from '#contract/gate-verdict'
import { percentAlike } from '../ui/format-number.ts'
import { wordsOf } from '../words/words.ts'
import type { SafeFields } from './optimistic-patch.ts'

const t = wordsOf('changes')

const place = (coordinate: readonly number[]): string => `(${coordinate.join(', ')})`

/** What a toast says after a change: the past tense of what was asked, with how many it touched. */
export const changeWords = {
  store: (coordinate: readonly number[], created: boolean) =>
    created
      ? t('storedCoordinate', { coordinate: place(coordinate) })
      : t('updatedCoordinate', { coordinate: place(coordinate) }),
  update: (coordinate: readonly number[]) => t('savedCoordinate', { coordinate: place(coordinate) }),
  set: ({ type, importance, pinned }: SafeFields, count: number) => {
    if (pinned !== undefined) return t(pinned ? 'pinnedMemories' : 'unpinnedMemories', { count })
    if (importance !== undefined) return t('setImportanceOfCountMemories', { count, importance })
    return t('setTypeOfCountMemories', { count, type: type ?? '' })
  },
  remove: (count: number) => t('deletedCountMemories', { count }),
  restore: (count: number) => t('restoredCountMemories', { count }),
  restoreVersion: (coordinate: readonly number[], version: number) =>
    t('restoredVersionVersionOfCoordinate', { version, coordinate: place(coordinate) }),
  get nothing() {
    return t('thereWasNothingToChange')
  },
} as const

/** What a toast says of a write that the gate stopped. A skip must not look like a success. */
export const stoppedWords = ({
  nearest,
}: GateVerdict): { readonly title: string; readonly detail: string } => {
  const detail = t('theWriteGateStoppedIt')
  if (nearest === null) return { title: t('notStored'), detail }
  const alike = percentAlike(nearest.similarity)
  return { title: t('notStoredAlikeLikeTitle', { alike, title: nearest.title }), detail }
}
