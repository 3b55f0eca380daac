import type { DecayRules, DecayWeights } from '#contract/decay-rules'
import type { SettingValue } from '#contract/settings'

const HOUR = 3600

interface RuleSetting {
  /** Under `memory_enterprise` in the settings. */
  readonly path: readonly string[]
  /** In the units of the settings. */
  readonly of: (rules: DecayRules) => SettingValue
}

const config = (name: string, of: (weights: DecayWeights) => number): RuleSetting => ({
  path: ['decay', 'config', name],
  of: ({ weights }) => of(weights),
})

/** Twelve figures: an hour's share of a second must not come out as 0.00027777777777777778. */
const perSecond = (perHour: number): number => Number((perHour / HOUR).toPrecision(12))

const SETTINGS: readonly RuleSetting[] = [
  { path: ['decay', 'enabled'], of: ({ isOn }) => isOn },
  config('age_weight', ({ age }) => perSecond(age)),
  config('recency_weight', ({ idle }) => perSecond(idle)),
  config('stdp_strength', ({ stdpStrength }) => stdpStrength),
  config('stdp_decay_rate', ({ stdpDecayRate }) => stdpDecayRate),
  config('access_count_weight', ({ access }) => access),
  config('importance_weight', ({ importance }) => importance),
  config('score_threshold', ({ threshold }) => threshold),
  config('importance_threshold', ({ importanceThreshold }) => importanceThreshold),
  { path: ['decay', 'config', 'protected_keys'], of: ({ protectedKeys }) => protectedKeys },
  { path: ['decay_thresholds_seconds'], of: ({ levels }) => levels.map(({ seconds }) => seconds) },
  { path: ['decayable_keys_by_level'], of: ({ levels }) => levels.map(({ keys }) => keys) },
  { path: ['pruning_interval_seconds'], of: ({ interval }) => interval },
  { path: ['max_memory_size'], of: ({ limit }) => limit ?? 0 },
  { path: ['evict_types'], of: ({ evictTypes }) => evictTypes },
  { path: ['retention', 'bin_days'], of: ({ binDays }) => binDays ?? 0 },
  { path: ['retention', 'version_days'], of: ({ versionDays }) => versionDays ?? 0 },
]

export interface RuleChange {
  /** The setting. */
  readonly key: string
  readonly value: SettingValue
  /** As JSON, to be shown. */
  readonly from: string
  readonly to: string
}

/** Which settings make the one of the other. */
export const ruleChanges = (inForce: DecayRules, tried: DecayRules): readonly RuleChange[] =>
  SETTINGS.map(({ path, of }) => ({
    key: ['memory_enterprise', ...path].join('.'),
    value: of(tried),
    from: JSON.stringify(of(inForce)),
    to: JSON.stringify(of(tried)),
  })).filter(({ from, to }) => from !== to)

/** As the engine takes them: ages rise, and no age stands twice. */
export const tidyRules = (rules: DecayRules): DecayRules => ({
  ...rules,
  levels: [...new Map(rules.levels.map((level) => [level.seconds, level])).values()].sort(
    (a, b) => a.seconds - b.seconds,
  ),
})

/** `body, steps` as names; empty ones are none. */
export const namesIn = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
