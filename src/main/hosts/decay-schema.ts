import { z } from 'zod'
import type { DecayRules } from '#contract/decay-rules'

const HOUR = 3600
const weight = z.number().min(0)

/** The terms of the score (DEC-1), under the names and in the units of the original. */
const DecayConfig = z
  .strictObject({
    age_weight: weight
      .default(1 / HOUR)
      .describe('What each second since a memory was made adds to its score'),
    recency_weight: weight
      .default(1 / HOUR)
      .describe('What each second since it was made, changed or recalled last adds'),
    stdp_strength: weight.default(0.1).describe('What is taken off just after a use'),
    stdp_decay_rate: weight.default(0.01).describe('How fast that fades, a second'),
    access_count_weight: z.number().default(-0.5).describe('What each time it was recalled adds'),
    importance_weight: z.number().default(-2).describe('What each point of importance adds'),
    score_threshold: z.number().default(2).describe('A memory decays when its score is above this'),
    importance_threshold: z.number().default(1).describe('A more important memory never decays'),
    protected_keys: z
      .array(z.string().min(1))
      .default([])
      .describe(
        'Payload fields that a decayed memory keeps beside memory_type, timestamp, coordinate, importance and salience',
      ),
  })
  .prefault({})

/** Forgetting, in `memory_enterprise`. */
export const decaySettings = {
  decay: z
    .strictObject({
      enabled: z.boolean().default(false).describe('Let memories decay by their score'),
      config: DecayConfig,
    })
    .prefault({}),
  decay_thresholds_seconds: z
    .array(z.number().min(0))
    .max(20)
    .default([])
    .describe('Ages in seconds, ascending, at which memories lose fields'),
  decayable_keys_by_level: z
    .array(z.array(z.string().min(1)))
    .max(20)
    .default([])
    .describe('The payload fields that are lost at each of these ages'),
  pruning_interval_seconds: z.number().min(1).default(600).describe('Seconds between two sweeps'),
  max_memory_size: z
    .int()
    .min(0)
    .default(100_000)
    .describe(
      'Memories that a namespace holds; past them the least important and then the oldest go to the bin. 0 is no limit',
    ),
  evict_types: z
    .array(z.enum(['episodic', 'semantic']))
    .default(['episodic', 'semantic'])
    .describe('Types that may go for the limit; the first goes first'),
  retention: z
    .strictObject({
      bin_days: z
        .number()
        .min(0)
        .default(0)
        .describe('Days after which deleted memories go for good; 0 keeps them'),
      version_days: z
        .number()
        .min(0)
        .default(0)
        .describe('Days after which earlier versions go for good; 0 keeps them'),
    })
    .prefault({}),
}

interface LevelSettings {
  readonly decay_thresholds_seconds: readonly number[]
  readonly decayable_keys_by_level: readonly (readonly string[])[]
}

/** What is wrong with ages and fields together; null where they fit. */
export const levelsProblem = ({
  decay_thresholds_seconds: ages,
  decayable_keys_by_level: keys,
}: LevelSettings): string | null => {
  if (ages.length !== keys.length) {
    return `decay_thresholds_seconds has ${ages.length} ages and decayable_keys_by_level ${keys.length} lists of fields; give one list for each age`
  }
  const isAscending = ages.every((age, i) => i === 0 || age > (ages[i - 1] as number))
  return isAscending ? null : 'decay_thresholds_seconds must rise from one age to the next'
}

type DecaySettings = z.output<z.ZodObject<typeof decaySettings>>

export const decayRules = (settings: DecaySettings): DecayRules => {
  const { enabled, config } = settings.decay
  const { bin_days: binDays, version_days: versionDays } = settings.retention
  return {
    isOn: enabled,
    weights: {
      age: config.age_weight * HOUR,
      idle: config.recency_weight * HOUR,
      stdpStrength: config.stdp_strength,
      stdpDecayRate: config.stdp_decay_rate,
      access: config.access_count_weight,
      importance: config.importance_weight,
      threshold: config.score_threshold,
      importanceThreshold: config.importance_threshold,
    },
    protectedKeys: config.protected_keys,
    levels: settings.decay_thresholds_seconds.map((seconds, i) => {
      return { seconds, keys: settings.decayable_keys_by_level[i] ?? [] }
    }),
    limit: settings.max_memory_size === 0 ? null : settings.max_memory_size,
    evictTypes: settings.evict_types,
    binDays: binDays === 0 ? null : binDays,
    versionDays: versionDays === 0 ? null : versionDays,
    interval: settings.pruning_interval_seconds,
  }
}
