import type { GateVerdict } from '#contract/gate-verdict'
import { formatPlural } from '../ui/format-number.ts'
import type { SafeFields } from './optimistic-patch.ts'

const memories = (count: number): string => formatPlural(count, 'memory', 'memories')
const place = (coordinate: readonly number[]): string => `(${coordinate.join(', ')})`

/** What a toast says after a change: the past tense of what was asked, with how many it touched. */
export const changeWords = {
  store: (coordinate: readonly number[], created: boolean) =>
    created ? `Stored ${place(coordinate)}` : `Updated ${place(coordinate)}`,
  update: (coordinate: readonly number[]) => `Saved ${place(coordinate)}`,
  set: ({ type, importance, pinned }: SafeFields, count: number) => {
    if (pinned !== undefined) return `${pinned ? 'Pinned' : 'Unpinned'} ${memories(count)}`
    if (importance !== undefined) return `Set importance of ${memories(count)} to ${importance}`
    return `Set type of ${memories(count)} to ${type}`
  },
  remove: (count: number) => `Deleted ${memories(count)}`,
  restore: (count: number) => `Restored ${memories(count)}`,
  restoreVersion: (coordinate: readonly number[], version: number) =>
    `Restored version ${version} of ${place(coordinate)}`,
  nothing: 'There was nothing to change',
} as const

/** What a toast says of a write that the gate stopped. A skip must not look like a success. */
export const stoppedWords = ({
  nearest,
}: GateVerdict): { readonly title: string; readonly detail: string } => {
  const detail = 'The write gate stopped it and keeps it in its inbox.'
  if (nearest === null) return { title: 'Not stored', detail }
  const alike = Math.round(Math.max(0, nearest.similarity) * 100)
  return { title: `Not stored: ${alike} % like "${nearest.title}"`, detail }
}
