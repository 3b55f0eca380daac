import { z } from 'zod'
import { MemoryType } from './memory.ts'

const weight = z.number().min(0)

/** What a score is made of (DEC-1). A memory decays when its score is above the threshold. */
export const DecayWeights = z.strictObject({
  /** Per hour since the memory was made. */
  age: weight,
  /** Per hour since it was used last: made, changed or recalled. */
  idle: weight,
  /** Taken off just after a use; fades by `stdpDecayRate` a second. */
  stdpStrength: weight,
  stdpDecayRate: weight,
  /** Per access. */
  access: z.number(),
  /** Per point of importance. */
  importance: z.number(),
  threshold: z.number(),
  /** What is more important never decays. */
  importanceThreshold: z.number(),
})
export type DecayWeights = z.output<typeof DecayWeights>

/** Fields that a memory loses at an age, whatever its score (DEC-3). */
const DecayLevel = z.strictObject({ seconds: z.number().min(0), keys: z.array(z.string().min(1)) })
export type DecayLevel = z.output<typeof DecayLevel>

/** Everything that decides what is forgotten, and when. */
export const DecayRules = z.strictObject({
  /** Whether memories decay by their score. */
  isOn: z.boolean(),
  weights: DecayWeights,
  /** Payload fields that are kept beside those that always are. */
  protectedKeys: z.array(z.string()),
  /** By age, ascending. */
  levels: z.array(DecayLevel).max(20),
  /** Memories that live in a namespace at most; null is no limit (DEC-6). */
  limit: z.int().min(1).nullable(),
  /** Types that may be evicted, those that go first in front. */
  evictTypes: z.array(MemoryType),
  /** Days after which deleted memories and earlier versions go for good; null keeps them. */
  binDays: z.number().positive().nullable(),
  versionDays: z.number().positive().nullable(),
  /** Seconds between two sweeps. */
  interval: z.number().min(1),
})
export type DecayRules = z.output<typeof DecayRules>
