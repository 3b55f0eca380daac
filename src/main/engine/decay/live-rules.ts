import type { DecayRules } from '#contract/decay-rules'

/** The rules as they are now: settings change while the program runs. */
export interface LiveRules {
  readonly current: DecayRules
}
