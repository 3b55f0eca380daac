import { formatNumber } from './format-number.ts'
import { formatDateTime } from './format-time.ts'

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

const FACTS: readonly (readonly [name: string, read: (version: Facts) => string])[] = [
  ['type', ({ type }) => type],
  ['importance', ({ importance }) => formatNumber(importance)],
  ['time', ({ timestamp }) => (timestamp === null ? 'none' : formatDateTime(timestamp))],
  ['pinned', ({ pinned }) => (pinned ? 'yes' : 'no')],
  ['in the bin', ({ deleted }) => (deleted ? 'yes' : 'no')],
]

/** What differs between two states beside the payload. */
export const factChanges = (before: Facts, after: Facts): readonly FactChange[] =>
  FACTS.map(([name, read]) => ({ name, before: read(before), after: read(after) })).filter(
    (change) => change.before !== change.after,
  )
