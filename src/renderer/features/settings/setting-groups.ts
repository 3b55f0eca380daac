import type { Setting } from '#contract/settings'

/** Groups in the order they are shown; a setting belongs to the first that has the start of its key. */
const GROUPS: readonly { readonly title: string; readonly starts: readonly string[] }[] = [
  { title: 'Recall', starts: ['recall'] },
  { title: 'Vector index', starts: ['vector'] },
  { title: 'Gate and salience', starts: ['memory_enterprise.salience'] },
  {
    title: 'Forgetting',
    starts: [
      'memory_enterprise.decay',
      'memory_enterprise.decay_thresholds_seconds',
      'memory_enterprise.decayable_keys_by_level',
      'memory_enterprise.pruning_interval_seconds',
      'memory_enterprise.max_memory_size',
      'memory_enterprise.evict_types',
      'memory_enterprise.retention',
    ],
  },
  { title: 'Language models', starts: ['memory_enterprise.consolidation', 'memory_enterprise.predictions'] },
  { title: 'Backups', starts: ['backup'] },
  { title: 'Audit log', starts: ['audit'] },
  { title: 'Traces', starts: ['telemetry'] },
  { title: 'Payloads and embedder', starts: ['payload', 'embedding'] },
  { title: 'Server', starts: ['http'] },
  { title: 'Store', starts: [''] },
]

const startsWith = (key: string, start: string): boolean =>
  start === '' || key === start || key.startsWith(`${start}.`)

export interface SettingGroup {
  readonly title: string
  readonly settings: readonly Setting[]
}

/** Settings that have all words of a search in key or meaning, by group; empty groups are left out. */
export const groupSettings = (settings: readonly Setting[], search: string): readonly SettingGroup[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const isSought = ({ key, doc }: Setting): boolean => {
    const text = `${key} ${nameOf(key)} ${doc}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  const groupOf = (key: string) => GROUPS.find(({ starts }) => starts.some((start) => startsWith(key, start)))
  return GROUPS.map((group) => ({
    title: group.title,
    settings: settings.filter((setting) => groupOf(setting.key) === group && isSought(setting)),
  })).filter((group) => group.settings.length > 0)
}

/** `vector.fractal.beam_width` as words: "Fractal: beam width". */
export const nameOf = (key: string): string => {
  const parts = key.split('.').filter((part) => part !== 'config')
  const words = (parts.length > 1 ? parts.slice(1) : parts).map((part) => part.replaceAll('_', ' '))
  const name = words.join(': ')
  return name.charAt(0).toUpperCase() + name.slice(1)
}
