import type { ActivityAction, ActivityEntry } from '#contract/activity'
import type { ArtefactKind } from '#contract/changes'
import { formatClock, formatDate, formatDateTime } from '../../ui/format-time.ts'
import { settingName } from '../../ui/setting-name.ts'
import type { PlainKey } from '../../words/messages.ts'
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
      return t('changed')
    },
    tone: 'plain',
  },
}

const SHOWN = 3

/** What it was done to: `"cookies"`, `(4, 0), (5, 0) and 12 more`, `a recording`. */
export const aboutWords = (entry: ActivityEntry): string => {
  const { action, query, names, links } = entry
  if (action === 'recall') return query === null ? t('onlyTheHash') : query === '' ? t('anEmptyQuery') : query
  const [link] = links
  if (link !== undefined)
    return links.length === 1
      ? t('fromToType', { from: place(link.from), to: place(link.to), type: link.type })
      : t('countLinks', { count: entry.count })
  if (names.length > 0) return names.map(nameWords).join(', ')
  return placesOf(entry) || changeWords(entry)
}

/** A setting with its key, by which it is found everywhere; of what is kept beside memories its kind. */
const nameWords = (name: string): string => {
  const isKind = (one: string): one is ArtefactKind => Object.hasOwn(KINDS, one)
  return isKind(name) ? t(KINDS[name]) : t('settingWithKey', { name: settingName(name), key: name })
}

const KINDS: Readonly<Record<ArtefactKind, PlainKey<'activity'>>> = {
  'golden-set': 'aGoldenSet',
  'golden-entry': 'aGoldenQuery',
  'saved-query': 'aSavedQuery',
  recording: 'aRecording',
  'gate-skip': 'aStoppedWrite',
  'pair-label': 'aJudgementOfAPair',
  'pair-dismissal': 'aPairThatIsNoDuplicate',
  setting: 'aSetting',
  import: 'anImport',
  'import-places': 'placesOfAnImport',
  namespace: 'theNameOfANamespace',
}

/** Changes that are of no memory and have no names. */
const CHANGES: Readonly<Record<string, (namespace: string) => string>> = {
  'namespace-create': (namespace) => t('namespaceCreated', { namespace }),
  'namespace-rename': (namespace) => t('namespaceRenamed', { namespace }),
  'namespace-copy': (namespace) => t('namespaceCopied', { namespace }),
  'namespace-remove': (namespace) => t('namespaceDeleted', { namespace }),
  'namespace-restore': (namespace) => t('namespaceRestored', { namespace }),
  'namespace-purge': (namespace) => t('namespaceDeletedForGood', { namespace }),
  embedder: () => t('theEmbedder'),
}

const changeWords = ({ change, namespace }: ActivityEntry): string => {
  const known = Object.hasOwn(CHANGES, change ?? '') ? CHANGES[change ?? ''] : undefined
  return known?.(namespace) ?? told((change ?? '').replaceAll('-', ' '))
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

/** The time of day, and the day where it is another one than today. */
export const whenWords = (at: number, now: number): string =>
  formatDate(at) === formatDate(now) ? formatClock(at) : formatDateTime(at)
