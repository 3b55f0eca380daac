import type { HistoryKind, HistoryLine } from '#contract/history'
import { formatPlural } from '../../ui/format-number.ts'

export const KIND_LABELS: Readonly<Record<HistoryKind, string>> = {
  memories: 'Memories',
  links: 'Links',
  settings: 'Settings',
  golden: 'Golden sets',
  queries: 'Saved queries',
  gate: 'Gate',
  namespaces: 'Namespaces',
}

const OTHERS: Readonly<Partial<Record<HistoryKind, readonly [one: string, many: string]>>> = {
  settings: ['setting', 'settings'],
  golden: ['golden query', 'golden queries'],
  queries: ['saved query', 'saved queries'],
  gate: ['gate entry', 'gate entries'],
  namespaces: ['namespace', 'namespaces'],
}

/** `3 memories, 1 link`; empty where it touched nothing that can be counted. */
export const countsText = ({ memories, links, others, kinds, action, count }: HistoryLine): string => {
  const named = kinds.flatMap((kind) => (OTHERS[kind] ? [OTHERS[kind]] : []))
  const [one, many] = named.length === 1 && named[0] ? named[0] : ['other thing', 'other things']
  // What was purged is not there any more to be counted.
  const touched = action === 'purge' ? count : memories
  const parts = [
    ...(touched > 0 ? [formatPlural(touched, 'memory', 'memories')] : []),
    ...(links > 0 ? [formatPlural(links, 'link')] : []),
    ...(others > 0 ? [formatPlural(others, one, many)] : []),
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
    formatPlural(memories, 'memory', 'memories'),
    formatPlural(links, 'link'),
    ...(others > 0 ? [formatPlural(others, 'setting or query', 'settings or queries')] : []),
  ]
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
