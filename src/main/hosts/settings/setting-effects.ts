import type { Setting } from '#contract/settings'

type Effect = Setting['effect']

/**
 * When a change in the app takes effect, by path; the longest path that leads to a setting rules it. What is not named
 * here cannot be changed in the app: where data lie, who may reach them and with which keys is for whoever starts the
 * program to say, and the embedder has a screen of its own.
 */
const EFFECTS: Readonly<Record<string, Effect>> = {
  namespace: 'restart',
  'payload.max_bytes': 'restart',
  'embedding.text_fields': 'restart',
  vector: 'live',
  recall: 'live',
  quality: 'live',
  'memory_enterprise.salience': 'live',
  'memory_enterprise.consolidation': 'restart',
  'memory_enterprise.predictions': 'restart',
  'memory_enterprise.predictions.error_policy': 'live',
  'memory_enterprise.predictions.threshold': 'live',
  'memory_enterprise.decay': 'live',
  'memory_enterprise.decay_thresholds_seconds': 'live',
  'memory_enterprise.decayable_keys_by_level': 'live',
  'memory_enterprise.pruning_interval_seconds': 'live',
  'memory_enterprise.max_memory_size': 'live',
  'memory_enterprise.evict_types': 'live',
  'memory_enterprise.retention': 'live',
  backup: 'live',
  'http.enabled': 'live',
  'http.mcp': 'live',
  'http.port': 'live',
  'http.rate_limit': 'live',
  'http.origins': 'live',
  'audit.enabled': 'live',
  'audit.max_size': 'live',
  'audit.files': 'live',
  'audit.fsync': 'live',
  'audit.queries': 'live',
  telemetry: 'live',
}

/** Of these not even the value is told. */
const SECRET = /(^|[._])(token|password|api_key|encryption_key|encryption_old_key)$/

export const isSecret = (key: string): boolean => SECRET.test(key)

/** Of these the app may say where they lie, and is told where; what lies there, or stands in their place, is not. */
const REFERABLE = /^telemetry\.(headers|langfuse_secret)$/

export const isReferable = (key: string): boolean => REFERABLE.test(key)

export const effectOf = (key: string): Effect => {
  if (isSecret(key)) return 'elsewhere'
  const parts = key.split('.')
  for (let length = parts.length; length > 0; length--) {
    const effect = EFFECTS[parts.slice(0, length).join('.')]
    if (effect !== undefined) return effect
  }
  return 'elsewhere'
}
