import type { PlainKey } from '../words/messages.ts'
import { wordsOf } from '../words/words.ts'
import { formatNumber } from './format-number.ts'
import { formatDateTime } from './format-time.ts'

const t = wordsOf('ui')

interface FactChange {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** A state of a memory, beside its payload. */
export interface Facts {
  readonly type: string
  readonly importance: number
  /** Epoch seconds. */
  readonly timestamp: number | null
  readonly pinned: boolean
  readonly deleted: boolean
}

const FACTS: readonly (readonly [name: PlainKey<'ui'>, read: (version: Facts) => string])[] = [
  ['factType', ({ type }) => type],
  ['factImportance', ({ importance }) => formatNumber(importance)],
  ['factTime', ({ timestamp }) => (timestamp === null ? t('factNone') : formatDateTime(timestamp))],
  ['factPinned', ({ pinned }) => t(pinned ? 'yes' : 'no')],
  ['factBin', ({ deleted }) => t(deleted ? 'yes' : 'no')],
]

/** What differs between two states beside the payload. */
export const factChanges = (before: Facts, after: Facts): readonly FactChange[] =>
  FACTS.map(([name, read]) => ({ name: t(name), before: read(before), after: read(after) })).filter(
    (change) => change.before !== change.after,
  )
