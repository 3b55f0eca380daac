import type { DecayRules } from '#contract/decay-rules'
import type { GateSettings } from '#contract/gate'
import type { Fusion, Weights } from '#contract/recall'
import { DEFAULT_GATE } from './gate/gate.ts'
import { NO_SALIENCE, type SalienceSettings } from './gate/salience.ts'
import type { OutcomePolicy } from './life/judge-outcome.ts'
import type { PayloadLimits } from './memory/payload.ts'
import { type AutotuneSettings, DEFAULT_AUTOTUNE } from './quality/autotune/autotune-settings.ts'
import { DEFAULT_WATCH, type WatchSettings } from './quality/watch/watch-settings.ts'
import { DEFAULT_WEIGHTS } from './recall/recall.ts'
import type { SealedFields } from './secrets/sealed-payload.ts'

/**
 * How the engine works. What is marked live is read each time it is used, so that whoever gives getters changes it while
 * the engine runs; a call that has begun ends as it began.
 */
export interface EngineOptions {
  readonly payload?: Partial<PayloadLimits>
  /** MEM-6; for what is stored from now on. */
  readonly textFields?: readonly (readonly string[])[]
  /** Live. */
  readonly weights?: Partial<Weights>
  /** Live. */
  readonly fusion?: Fusion
  /** Live. Whether what agents recall counts as used; yes if nothing is said. */
  readonly touch?: boolean
  /** Live. The write gate (GATE-1), off if nothing is said, and salience (GATE-6). */
  readonly gate?: Partial<GateSettings>
  /** How outcomes are held against what was expected (LIFE-3); its fields are live. */
  readonly outcomes?: OutcomePolicy
  /** Payload fields that rest encrypted; null, if nothing is said, where none do. */
  readonly sealed?: SealedFields | null
  /** What is forgotten, and when (DEC-1); changed by `decay.use`, as memories are dated anew then. */
  readonly decay?: Partial<DecayRules>
  /** Live. Whether recall is watched (QUAL-1), off if nothing is said. */
  readonly watch?: Partial<WatchSettings>
  /** Live. Whether beam and cap are moved to hold something (QUAL-4), off if nothing is said. */
  readonly autotune?: Partial<AutotuneSettings>
  /** Called after each change of chosen settings, and waited for: the next call already works with them. */
  readonly onSettings?: () => Promise<void>
}

/** Whole settings, each made anew when it is read. */
export const liveOptions = (options: EngineOptions) => ({
  get weights(): Weights {
    return { ...DEFAULT_WEIGHTS, ...options.weights }
  },
  get fusion(): Fusion {
    return options.fusion ?? 'adaptive'
  },
  get touch(): boolean {
    return options.touch ?? true
  },
  get gate(): GateSettings {
    return { ...DEFAULT_GATE, salience: NO_SALIENCE, ...options.gate }
  },
  get autotune(): AutotuneSettings {
    return { ...DEFAULT_AUTOTUNE, ...options.autotune }
  },
  get watch(): WatchSettings {
    return { ...DEFAULT_WATCH, ...options.watch }
  },
  get salience(): SalienceSettings {
    return this.gate.salience
  },
})

type LiveOptions = ReturnType<typeof liveOptions>

/** Parts that read how to recall when they are used; spreading `live` would read it once. */
export const withRecallOptions = <T extends object>(live: LiveOptions, parts: T) => ({
  ...parts,
  get weights() {
    return live.weights
  },
  get fusion() {
    return live.fusion
  },
  get salience() {
    return live.salience
  },
})

export const withGateOptions = <T extends object>(live: LiveOptions, parts: T) => ({
  ...parts,
  get settings() {
    return live.gate
  },
})
