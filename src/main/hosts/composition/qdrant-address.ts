import { readFileSync } from 'node:fs'
import type { QdrantAddress } from '#stores/qdrant/connect'
import type { Config } from '../config-schema.ts'
import { resolveSecret } from '../secret-reference.ts'
import type { Keychain } from './sealing.ts'

/**
 * How Qdrant is reached.
 * @throws StartError for a key that is out of reach
 */
export const qdrantAddress = ({ qdrant }: Pick<Config, 'qdrant'>, keychain?: Keychain): QdrantAddress => {
  const sources = { env: process.env, readFile: (path: string) => readFileSync(path, 'utf8'), keychain }
  return {
    url: qdrant.url,
    apiKey: qdrant.api_key === undefined ? undefined : resolveSecret(qdrant.api_key, sources),
    allowInsecure: qdrant.allow_insecure,
    timeout: qdrant.timeout_seconds * 1000,
  }
}
