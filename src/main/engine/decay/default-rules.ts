import type { DecayRules } from '#contract/decay-rules'

/** The original's figures. Nothing decays by its score until somebody says so; the limit always holds. */
export const DEFAULT_DECAY: DecayRules = {
  isOn: false,
  weights: {
    age: 1,
    idle: 1,
    stdpStrength: 0.1,
    stdpDecayRate: 0.01,
    access: -0.5,
    importance: -2,
    threshold: 2,
    importanceThreshold: 1,
  },
  protectedKeys: [],
  levels: [],
  limit: 100_000,
  evictTypes: ['episodic', 'semantic'],
  binDays: null,
  versionDays: null,
  interval: 600,
}
