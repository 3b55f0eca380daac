import type { EmbedderSettings } from '#contract/embedders'
import type { Config } from '../config-schema.ts'

export const DEFAULT_EMBEDDER: EmbedderSettings = { provider: 'static' }

/** What of the settings means anything to each. */
const KEYS = {
  static: [],
  hash: ['dimension'],
  openai: ['url', 'model', 'api_key', 'dimension', 'query_prefix', 'document_prefix'],
  transformers: ['model', 'path', 'pooling', 'dimension', 'query_prefix', 'document_prefix'],
} as const

/** What a setting is where it is left out: then it is left out here too, so that equal choices look equal. */
const LEFT_OUT: ReadonlySet<unknown> = new Set([undefined, '', 'mean'])

/** Which embedder the settings of the program name. A default would change back, at each start, what was chosen in the app. */
export const configuredEmbedder = ({ embedding }: Pick<Config, 'embedding'>): EmbedderSettings | null => {
  const { provider } = embedding
  if (provider === undefined) return null
  const named = KEYS[provider].map((key) => [key, embedding[key]] as const)
  return { provider, ...Object.fromEntries(named.filter(([, value]) => !LEFT_OUT.has(value))) }
}
