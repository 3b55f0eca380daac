import type { ActivityAction, ActivityEntry } from '#contract/activity'
import { currentLocale } from '../../words/locale.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('activity')

type Tone = 'plain' | 'accent' | 'good' | 'warning' | 'missed' | 'decayed' | 'error'

interface ActionWords {
  /** What was done: stands in the row and in the filter. */
  readonly label: string
  readonly tone: Tone
}

export const ACTION_WORDS: Readonly<Record<ActivityAction, ActionWords>> = {
  recall: {
    get label() {
      return t('recalled')
    },
    tone: 'accent',
  },
  store: {
    get label() {
      return t('stored')
    },
    tone: 'good',
  },
  update: {
    get label() {
      return t('edited')
    },
    tone: 'plain',
  },
  forget: {
    get label() {
      return t('deleted')
    },
    tone: 'plain',
  },
  gate_skip: {
    get label() {
      return t('skipped')
    },
    tone: 'warning',
  },
  link: {
    get label() {
      return t('linked')
    },
    tone: 'plain',
  },
  unlink: {
    get label() {
      return t('unlinked')
    },
    tone: 'plain',
  },
  decay: {
    get label() {
      return t('decayed')
    },
    tone: 'decayed',
  },
  evict: {
    get label() {
      return t('evicted')
    },
    tone: 'decayed',
  },
  merge: {
    get label() {
      return t('merged')
    },
    tone: 'plain',
  },
  import: {
    get label() {
      return t('imported')
    },
    tone: 'plain',
  },
  restore: {
    get label() {
      return t('restored')
    },
    tone: 'plain',
  },
  undo: {
    get label() {
      return t('undid')
    },
    tone: 'plain',
  },
  redo: {
    get label() {
      return t('redid')
    },
    tone: 'plain',
  },
  config: {
    get label() {
      return t('set')
    },
    tone: 'plain',
  },
}

const SHOWN = 3

/** What it was done to: `"cookies"`, `(4, 0), (5, 0) and 12 more`, `recall.weights.vector`. */
export const aboutWords = (entry: ActivityEntry): string => {
  const { action, query, names, links, change } = entry
  if (action === 'recall') return query === null ? t('onlyTheHash') : query === '' ? t('anEmptyQuery') : query
  const [link] = links
  if (link !== undefined)
    return links.length === 1
      ? t('fromToType', { from: place(link.from), to: place(link.to), type: link.type })
      : t('countLinks', { count: entry.count })
  if (names.length > 0) return names.join(', ')
  return placesOf(entry) || told((change ?? '').replaceAll('-', ' '))
}

/** Whether what is said of it are places and no words. */
export const isPlaces = ({ action, links, names, coordinates }: ActivityEntry): boolean =>
  action !== 'recall' &&
  (links.length === 1 || (links.length === 0 && names.length === 0 && coordinates.length > 0))

const placesOf = ({ coordinates, count }: ActivityEntry): string => {
  const shown = coordinates.slice(0, SHOWN).map(place).join(', ')
  const more = Math.max(count, coordinates.length) - Math.min(SHOWN, coordinates.length)
  if (coordinates.length === 0) return count > 0 ? t('countMemories', { count }) : ''
  return more > 0 ? t('shownAndMore', { shown, more }) : shown
}

const place = (coordinate: readonly number[]): string => `(${coordinate.join(', ')})`

/** At the end of a row: `10 hits`. */
export const countWords = ({ action, count }: ActivityEntry): string =>
  action === 'recall' ? t('countHits', { count }) : ''

/** In English as the system writes times, as it has no order of a date that all its readers share. */
const formatOf = (options: Intl.DateTimeFormatOptions): ((date: Date) => string) => {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (date) => {
    const locale = currentLocale()
    const format = made.get(locale) ?? new Intl.DateTimeFormat(locale === 'en' ? undefined : locale, options)
    made.set(locale, format)
    return format.format(date)
  }
}
const clock = formatOf({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = formatOf({ day: 'numeric', month: 'short' })

/** The time of day, and the day where it is another one than today. */
export const whenWords = (at: number, now: number): string => {
  const [then, today] = [new Date(at * 1000), new Date(now * 1000)]
  const time = clock(then)
  return then.toDateString() === today.toDateString() ? time : `${day(then)}, ${time}`
}
