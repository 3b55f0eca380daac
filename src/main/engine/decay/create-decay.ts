import type { DecayRules } from '#contract/decay-rules'
import type { Log } from '../ports.ts'
import type { Recall } from '../recall/recall.ts'
import type { SavedQueries } from '../recall/saved-queries.ts'
import { Accepting } from './accepting.ts'
import { Dated } from './dated.ts'
import { Decay } from './decay.ts'
import { Forecasts } from './forecasts.ts'
import { CostOfForgetting } from './recall-cost.ts'
import { Sweep, type SweepParts } from './sweep.ts'

interface DecaySources extends Omit<SweepParts, 'rules'> {
  readonly recall: Recall
  readonly queries: SavedQueries
  readonly rules: { current: DecayRules }
  readonly log: Log
  readonly onState: () => void
  readonly flushTouches: () => Promise<void>
}

/** Puts together what forgetting is made of. */
export const createDecay = ({
  recall,
  queries,
  flushTouches,
  log,
  onState,
  ...parts
}: DecaySources): Decay => {
  const { store, clock, rules } = parts
  const forecasts = new Forecasts({ store, clock })
  return new Decay(
    {
      store,
      clock,
      forecasts,
      cost: new CostOfForgetting({ store, recall, queries, forecasts }),
      dated: new Dated({ store, log, rules, onState }),
      sweep: new Sweep(parts),
      accepting: new Accepting(parts),
      flushTouches,
    },
    rules,
  )
}
