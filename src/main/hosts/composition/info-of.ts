import type { Info } from '#contract/app'
import type { Engine } from '#engine/index'
import type { ResolvedConfig } from '../config.ts'
import { SAMPLE_NAMESPACE } from './first-start.ts'

interface Told {
  readonly config: ResolvedConfig
  readonly edition: Info['edition']
  readonly version: string
}

export const infoOf = async ({ config, edition, version }: Told, engine: Engine): Promise<Info> => {
  const namespaces = await engine.namespaces.list()
  const own = namespaces.find(({ name }) => name === config.namespace)
  const sample = namespaces.some(({ name }) => name === SAMPLE_NAMESPACE)
  return {
    version,
    edition,
    dataFolder: config.data_dir,
    databaseFile: config.database,
    embedder: { id: engine.embedder.id, dimension: engine.embedder.dimension },
    defaultNamespace: sample && (own?.living ?? 0) === 0 ? SAMPLE_NAMESPACE : config.namespace,
    maxPayloadBytes: engine.payloadLimits.maxBytes,
  }
}
