import type { Setting } from '#contract/settings'
import { settingName } from '../../ui/setting-name.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('settings')

/** Groups in the order they are shown; a setting belongs to the first that has the start of its key. */
const GROUPS: readonly { readonly title: string; readonly starts: readonly string[] }[] = [
  {
    get title() {
      return t('recall')
    },
    starts: ['recall'],
  },
  {
    get title() {
      return t('vectorIndex')
    },
    starts: ['vector'],
  },
  {
    get title() {
      return t('gateAndSalience')
    },
    starts: ['memory_enterprise.salience'],
  },
  {
    get title() {
      return t('forgetting')
    },
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
  {
    get title() {
      return t('languageModels')
    },
    starts: ['memory_enterprise.consolidation', 'memory_enterprise.predictions'],
  },
  {
    get title() {
      return t('backups')
    },
    starts: ['backup'],
  },
  {
    get title() {
      return t('auditLog')
    },
    starts: ['audit'],
  },
  {
    get title() {
      return t('traces')
    },
    starts: ['telemetry'],
  },
  {
    get title() {
      return t('payloadsAndEmbedder')
    },
    starts: ['payload', 'embedding'],
  },
  {
    get title() {
      return t('server')
    },
    starts: ['http'],
  },
  {
    get title() {
      return t('store')
    },
    starts: [''],
  },
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
    const text = `${key} ${settingName(key)} ${doc} ${told(doc)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  const groupOf = (key: string) => GROUPS.find(({ starts }) => starts.some((start) => startsWith(key, start)))
  return GROUPS.map((group) => ({
    title: group.title,
    settings: settings.filter((setting) => groupOf(setting.key) === group && isSought(setting)),
  })).filter((group) => group.settings.length > 0)
}
