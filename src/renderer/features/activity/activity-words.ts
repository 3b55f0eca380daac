import type { ActivityAction, ActivityEntry } from '#contract/activity'
import { formatPlural } from '../../ui/format-number.ts'

type Tone = 'plain' | 'accent' | 'good' | 'warning' | 'missed' | 'decayed' | 'error'

interface ActionWords {
  /** What was done: stands in the row and in the filter. */
  readonly label: string
  readonly tone: Tone
}

export const ACTION_WORDS: Readonly<Record<ActivityAction, ActionWords>> = {
  recall: { label: 'Recalled', tone: 'accent' },
  store: { label: 'Stored', tone: 'good' },
  update: { label: 'Edited', tone: 'plain' },
  forget: { label: 'Deleted', tone: 'plain' },
  gate_skip: { label: 'Skipped', tone: 'warning' },
  link: { label: 'Linked', tone: 'plain' },
  unlink: { label: 'Unlinked', tone: 'plain' },
  decay: { label: 'Decayed', tone: 'decayed' },
  evict: { label: 'Evicted', tone: 'decayed' },
  merge: { label: 'Merged', tone: 'plain' },
  import: { label: 'Imported', tone: 'plain' },
  restore: { label: 'Restored', tone: 'plain' },
  undo: { label: 'Undid', tone: 'plain' },
  redo: { label: 'Redid', tone: 'plain' },
  config: { label: 'Set', tone: 'plain' },
}

const SHOWN = 3

/** What it was done to: `"cookies"`, `(4, 0), (5, 0) and 12 more`, `recall.weights.vector`. */
export const aboutWords = (entry: ActivityEntry): string => {
  const { action, query, names, links, change } = entry
  if (action === 'recall')
    return query === null ? 'a query of which only the hash is kept' : query === '' ? 'an empty query' : query
  const [link] = links
  if (link !== undefined)
    return links.length === 1
      ? `${place(link.from)} to ${place(link.to)}, ${link.type}`
      : formatPlural(entry.count, 'link')
  if (names.length > 0) return names.join(', ')
  return placesOf(entry) || (change ?? '').replaceAll('-', ' ')
}

const placesOf = ({ coordinates, count }: ActivityEntry): string => {
  const shown = coordinates.slice(0, SHOWN).map(place).join(', ')
  const more = Math.max(count, coordinates.length) - Math.min(SHOWN, coordinates.length)
  if (coordinates.length === 0) return count > 0 ? formatPlural(count, 'memory', 'memories') : ''
  return more > 0 ? `${shown} and ${more} more` : shown
}

const place = (coordinate: readonly number[]): string => `(${coordinate.join(', ')})`

/** At the end of a row: `10 hits`. */
export const countWords = ({ action, count }: ActivityEntry): string =>
  action === 'recall' ? formatPlural(count, 'hit') : ''

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

/** The time of day, and the day where it is another one than today. */
export const whenWords = (at: number, now: number): string => {
  const [then, today] = [new Date(at * 1000), new Date(now * 1000)]
  const time = clock.format(then)
  return then.toDateString() === today.toDateString() ? time : `${day.format(then)}, ${time}`
}
