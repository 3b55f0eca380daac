import type { HistoryKind, HistoryLine } from '#contract/history'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('history')

export const KIND_LABELS: Readonly<Record<HistoryKind, string>> = {
  get memories() {
    return t('memories2')
  },
  get links() {
    return t('links2')
  },
  get settings() {
    return t('settings')
  },
  get golden() {
    return t('goldenSets')
  },
  get queries() {
    return t('savedQueries')
  },
  get recordings() {
    return t('recordings')
  },
  get gate() {
    return t('gate')
  },
  get namespaces() {
    return t('namespaces')
  },
}

type Counted = (values: { readonly count: number }) => string

const OTHERS: Readonly<Partial<Record<HistoryKind, Counted>>> = {
  settings: (values) => t('countSettings', values),
  golden: (values) => t('countGoldenQueries', values),
  queries: (values) => t('countSavedQueries', values),
  recordings: (values) => t('countRecordings', values),
  gate: (values) => t('countGateEntries', values),
  namespaces: (values) => t('countNamespaces', values),
}

/** `3 memories, 1 link`; empty where it touched nothing that can be counted. */
export const countsText = ({ memories, links, others, kinds, action, count }: HistoryLine): string => {
  const named = kinds.flatMap((kind) => (OTHERS[kind] ? [OTHERS[kind]] : []))
  const ofOthers: Counted =
    named.length === 1 && named[0] ? named[0] : (values) => t('countOtherThings', values)
  // What was purged is not there any more to be counted.
  const touched = action === 'purge' ? count : memories
  const parts = [
    ...(touched > 0 ? [t('countMemories', { count: touched })] : []),
    ...(links > 0 ? [t('countLinks', { count: links })] : []),
    ...(others > 0 ? [ofOthers({ count: others })] : []),
  ]
  return parts.join(', ')
}

interface Touched {
  readonly memories: number
  readonly links: number
  readonly others: number
}

/** `23 memories, 4 links and 1 setting or query` */
export const touchedText = ({ memories, links, others }: Touched): string => {
  const parts = [
    t('countMemories', { count: memories }),
    t('countLinks', { count: links }),
    ...(others > 0 ? [t('countSettingsOrQueries', { count: others })] : []),
  ]
  return t('partsAndValue', { parts: parts.slice(0, -1).join(', '), last: parts.at(-1) ?? '' })
}
