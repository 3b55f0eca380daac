import type { EngineOptions } from '#engine/engine-options'
import type { ResolvedConfig } from '../config.ts'
import { decayRules } from '../decay-schema.ts'
import { autotuneSettings, watchSettings } from '../quality-schema.ts'
import { gateSettings } from '../salience-schema.ts'
import type { LiveSettings } from '../settings/live-settings.ts'
import { textFieldsOf } from './sealing.ts'

/** Settings as the engine reads them: what is live by getters, the rest as it was at the start. */
export const engineSettings = (live: LiveSettings, onSettings: () => Promise<void>): EngineOptions => ({
  onSettings,
  payload: { maxBytes: live.config.payload.max_bytes },
  textFields: textFieldsOf(live.config),
  sealed: sealedFieldsOf(live.config),
  decay: decayRules(live.config.memory_enterprise),
  get weights() {
    return live.config.recall.weights
  },
  get fusion() {
    return live.config.recall.fusion
  },
  get touch() {
    return live.config.recall.touch
  },
  get gate() {
    return gateSettings(live.config.memory_enterprise.salience)
  },
  get autotune() {
    const fixed = ['vector.fractal.beam_width', 'vector.fractal.max_candidates'].map((key) =>
      live.fixedBy(key),
    )
    return autotuneSettings(live.config.quality, fixed.find((by) => by !== null) ?? null)
  },
  get watch() {
    const { quality, memory_enterprise } = live.config
    return watchSettings(quality, { isEncrypted: memory_enterprise.encryption_key !== undefined })
  },
  outcomes: {
    get policy() {
      return live.config.memory_enterprise.predictions.error_policy
    },
    get threshold() {
      return live.config.memory_enterprise.predictions.threshold
    },
  },
})

/** Without a key nothing is sealed from now on. */
const sealedFieldsOf = ({ memory_enterprise: { encryption_key, encryption_fields } }: ResolvedConfig) =>
  encryption_key === undefined ? null : encryption_fields
