import type { MemoryVersion } from '#contract/memory'
import { formatNumber } from '../../ui/format-number.ts'
import { formatDateTime } from '../../ui/format-time.ts'

export interface FactChange {
  readonly name: string
  readonly before: string
  readonly after: string
}

type Facts = Omit<MemoryVersion, 'payload'>

const FACTS: readonly (readonly [name: string, read: (version: Facts) => string])[] = [
  ['type', ({ type }) => type],
  ['importance', ({ importance }) => formatNumber(importance)],
  ['time', ({ timestamp }) => (timestamp === null ? 'none' : formatDateTime(timestamp))],
  ['pinned', ({ pinned }) => (pinned ? 'yes' : 'no')],
  ['in the bin', ({ deleted }) => (deleted ? 'yes' : 'no')],
]

/** What differs between two versions beside the payload. */
export const factChanges = (before: Facts, after: Facts): readonly FactChange[] =>
  FACTS.map(([name, read]) => ({ name, before: read(before), after: read(after) })).filter(
    (change) => change.before !== change.after,
  )
