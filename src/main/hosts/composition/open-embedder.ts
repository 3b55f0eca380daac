import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { EmbedderHealth } from '#contract/app'
import type { EmbedderSettings } from '#contract/embedders'
import { readStaticName } from '#embedders/static/load-static-embedder'
import { modelFolder } from '#embedders/transformers/download-model'
import type { Embedder } from '#engine/ports'
import { type LateStart, openEmbedderThread } from '#workers/embedder-thread'
import type { EmbedderWorkerData } from '#workers/embedder-worker'
import type { Config } from '../config-schema.ts'
import type { ProgramFiles } from '../program-files.ts'
import { resolveSecret, type SecretSources } from '../secret-reference.ts'
import { StartError } from '../start-error.ts'
import { KnownDimensions } from './known-dimensions.ts'

export interface EmbedderPlace {
  readonly files: ProgramFiles
  readonly dataDir: string
  /** Whether anything may be kept in the data folder. */
  readonly isKept: boolean
  /** How hard an embedder is asked, which is the same for all. */
  readonly tuning: Config['embedding']
  readonly secrets: Pick<SecretSources, 'env' | 'keychain'>
  /** Called with each key before it is used, so that no log shows it. */
  readonly conceal: (secret: string) => void
  readonly onHealth: (health: EmbedderHealth) => void
  /** Given where it may be read after the start, which the default can: see {@link LateStart}. */
  readonly late?: Pick<LateStart, 'after'> | undefined
}

/**
 * The one place that turns settings into an embedder, in a thread of its own.
 * @throws StartError with the sentence to show: wrong settings, or a server that never answered and so never said how
 * long its vectors are
 */
export const openEmbedder = async (settings: EmbedderSettings, place: EmbedderPlace): Promise<Embedder> => {
  try {
    const { provider } = settings
    if (provider === 'static') return await openStatic(place)
    if (provider === 'hash') return await openThread({ provider, dimension: settings.dimension }, place)
    if (provider === 'openai') return await openOpenAi(settings, place)
    if (provider === 'transformers') return await openThread(transformersData(settings, place), place)
  } catch (error) {
    throw error instanceof StartError ? error : new StartError((error as Error).message, { cause: error })
  }
  throw new StartError(
    `There is no embedder "${settings.provider}": there are static, hash, openai and transformers.`,
  )
}

const openStatic = ({ files, onHealth, late }: EmbedderPlace): Promise<Embedder> => {
  const { embedderWorker, embedder: asset } = files
  const whenLate = late && { ...late, name: readStaticName(asset) }
  return openEmbedderThread(embedderWorker, { provider: 'static', asset }, onHealth, whenLate)
}

const openOpenAi = async (settings: EmbedderSettings, place: EmbedderPlace): Promise<Embedder> => {
  const { isKept, dataDir, tuning } = place
  const url = needed(settings, 'url', 'for example http://localhost:11434/v1')
  const model = needed(settings, 'model', 'for example nomic-embed-text')
  const known = new KnownDimensions(isKept ? dataDir : null)
  const name = `${url} ${model}`
  const opened = await openThread(
    {
      provider: 'openai',
      url,
      model,
      apiKey: keyOf(settings, place),
      dimension: settings.dimension,
      knownDimension: known.get(name),
      allowInsecure: tuning.allow_insecure,
      timeoutSeconds: tuning.timeout_seconds,
      ...inCommon(settings, tuning),
    },
    place,
  )
  if (settings.dimension === undefined) known.keep(name, opened.dimension)
  return opened
}

const keyOf = ({ api_key: reference }: EmbedderSettings, place: EmbedderPlace): string | undefined => {
  if (reference === undefined) return undefined
  const readFile = (path: string): string => readFileSync(path, 'utf8')
  const key = resolveSecret(reference, { ...place.secrets, readFile })
  place.conceal(key)
  return key
}

const transformersData = (settings: EmbedderSettings, place: EmbedderPlace): EmbedderWorkerData => {
  const { model, path, pooling = 'mean', dimension } = settings
  const { dataDir, files, tuning } = place
  if (path === undefined) needed(settings, 'model', 'or a path; for example Xenova/all-MiniLM-L6-v2')
  return {
    provider: 'transformers',
    path: path ?? modelFolder(modelsFolder(dataDir), model ?? ''),
    model,
    pooling,
    dimension,
    runtimes: [join(dataDir, 'transformers'), files.transformers],
    // The rest stays for whoever works beside it.
    threads: Math.max(1, availableParallelism() >> 1),
    ...inCommon(settings, tuning),
  }
}

export const modelsFolder = (dataDir: string): string => join(dataDir, 'models')

const inCommon = (settings: EmbedderSettings, tuning: Config['embedding']) => ({
  batchSize: tuning.batch_size,
  queryPrefix: settings.query_prefix ?? '',
  documentPrefix: settings.document_prefix ?? '',
})

const needed = (settings: EmbedderSettings, key: 'url' | 'model', example: string): string => {
  const value = settings[key]
  if (value !== undefined) return value
  throw new StartError(`The provider ${settings.provider} needs a ${key}, ${example}.`)
}

const openThread = (data: EmbedderWorkerData, { files, onHealth }: EmbedderPlace): Promise<Embedder> =>
  openEmbedderThread(files.embedderWorker, data, onHealth)
