import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { EmbedderHealth } from '#contract/app'
import { unreachable } from '#contract/unreachable'
import { modelFolder } from '#embedders/transformers/download-model'
import { type OpenedEmbedder, openEmbedderThread } from '#workers/embedder-thread'
import type { EmbedderWorkerData } from '#workers/embedder-worker'
import type { EmbedderAtHand } from '#workers/vector-worker'
import type { Config } from '../config-schema.ts'
import type { ProgramFiles } from '../program-files.ts'
import { resolveSecret } from '../secret-reference.ts'
import { StartError } from '../start-error.ts'
import { KnownDimensions } from './known-dimensions.ts'

export interface EmbedderPlace {
  readonly files: ProgramFiles
  readonly dataDir: string
  /** Whether anything may be kept in the data folder. */
  readonly isKept: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly onHealth: (health: EmbedderHealth) => void
}

/** An embedder that lives beside the index, or one that was opened in a thread of its own. */
export type EmbedderChoice =
  | { readonly is: 'at-hand'; readonly embedder: EmbedderAtHand }
  | ({ readonly is: 'elsewhere' } & OpenedEmbedder)

/**
 * The one place that turns settings into an embedder.
 * @throws StartError with the sentence to show: wrong settings, or a server that never answered and so never said how
 * long its vectors are
 */
export const openEmbedder = async (
  settings: Config['embedding'],
  place: EmbedderPlace,
): Promise<EmbedderChoice> => {
  try {
    return await open(settings, place)
  } catch (error) {
    throw error instanceof StartError ? error : new StartError((error as Error).message, { cause: error })
  }
}

const open = async (settings: Config['embedding'], place: EmbedderPlace): Promise<EmbedderChoice> => {
  switch (settings.provider) {
    case 'static':
      return { is: 'at-hand', embedder: { provider: 'static', asset: place.files.embedder } }
    case 'hash':
      return { is: 'at-hand', embedder: { provider: 'hash', dimension: settings.dimension } }
    case 'openai':
      return openOpenAi(settings, place)
    case 'transformers':
      return openThread(transformersSettings(settings, place), place)
    default:
      return unreachable(settings.provider)
  }
}

const openOpenAi = async (settings: Config['embedding'], place: EmbedderPlace): Promise<EmbedderChoice> => {
  const { url = '', model = '', api_key: apiKey } = settings
  const known = new KnownDimensions(place.isKept ? place.dataDir : null)
  const name = `${url} ${model}`
  const readFile = (path: string): string => readFileSync(path, 'utf8')
  const opened = await openThread(
    {
      provider: 'openai',
      url,
      model,
      apiKey: apiKey === undefined ? undefined : resolveSecret(apiKey, { env: place.env, readFile }),
      dimension: settings.dimension,
      knownDimension: known.get(name),
      allowInsecure: settings.allow_insecure,
      timeoutSeconds: settings.timeout_seconds,
      ...inCommon(settings),
    },
    place,
  )
  if (settings.dimension === undefined) known.keep(name, opened.embedder.dimension)
  return opened
}

const transformersSettings = (settings: Config['embedding'], place: EmbedderPlace): EmbedderWorkerData => {
  const { model, path, pooling, dimension } = settings
  const { dataDir, files } = place
  return {
    provider: 'transformers',
    path: path ?? modelFolder(modelsFolder(dataDir), model ?? ''),
    model,
    pooling,
    dimension,
    runtimes: [join(dataDir, 'transformers'), files.transformers],
    // The rest stays for whoever works beside it.
    threads: Math.max(1, availableParallelism() >> 1),
    ...inCommon(settings),
  }
}

export const modelsFolder = (dataDir: string): string => join(dataDir, 'models')

const inCommon = ({ batch_size, query_prefix, document_prefix }: Config['embedding']) => ({
  batchSize: batch_size,
  queryPrefix: query_prefix,
  documentPrefix: document_prefix,
})

const openThread = async (data: EmbedderWorkerData, { files, onHealth }: EmbedderPlace) =>
  ({ is: 'elsewhere', ...(await openEmbedderThread(files.embedderWorker, data, onHealth)) }) as const
