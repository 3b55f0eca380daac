import { readFileSync } from 'node:fs'
import { OLLAMA, OPENAI } from '#advisers/dialects'
import type { ModelSettings } from '#advisers/model-client'
import { openPredictor } from '#advisers/predictor'
import { openSummariser } from '#advisers/summariser'
import type { EnginePorts } from '#engine/index'
import type { ResolvedConfig } from '../config.ts'
import { resolveSecret, type SecretSources } from '../secret-reference.ts'
import { StartError } from '../start-error.ts'

interface AdviserPlace {
  readonly secrets: Pick<SecretSources, 'env' | 'keychain'>
  /** Called with each secret, so that no log shows it. */
  readonly conceal: (secret: string) => void
}

/**
 * The language models that are set. Nobody is asked yet.
 * @throws StartError where an address or a key cannot be used
 */
export const openAdvisers = (
  { memory_enterprise: { consolidation, predictions } }: ResolvedConfig,
  place: AdviserPlace,
): Required<Pick<EnginePorts, 'summariser' | 'predictor'>> => {
  const dialect = predictions.provider === 'ollama' ? OLLAMA : OPENAI
  const predicts = predictions.enabled && predictions.provider !== 'none'
  const chat = settingsOf('consolidation', consolidation, place)
  const oracle = predicts ? settingsOf('predictions', predictions, place) : null
  return opened(() => ({
    summariser: chat && openSummariser(chat),
    predictor: oracle && openPredictor({ ...oracle, dialect }),
  }))
}

const settingsOf = (
  name: 'consolidation' | 'predictions',
  {
    url,
    model,
    api_key,
    allow_insecure,
    timeout_seconds,
  }: ResolvedConfig['memory_enterprise']['consolidation'],
  place: AdviserPlace,
): ModelSettings | null => {
  if (url === undefined || model === undefined) return null
  return {
    url,
    model,
    apiKey: api_key === undefined ? undefined : keyAt(api_key, place),
    allowInsecure: allow_insecure,
    timeoutSeconds: timeout_seconds,
    setting: `memory_enterprise.${name}`,
  }
}

const keyAt = (reference: string, { secrets, conceal }: AdviserPlace): string => {
  const readFile = (path: string): string => readFileSync(path, 'utf8')
  const key = resolveSecret(reference, { ...secrets, readFile })
  conceal(key)
  return key
}

const opened = <T>(open: () => T): T => {
  try {
    return open()
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
