import { createHash } from 'node:crypto'
import PQueue from 'p-queue'
import { type Embedder, type EmbedOptions, TextRefused } from '#engine/ports'
import { ServiceFault } from '#services/service-fault'
import { systemTiming, type Timing } from '#services/timing'
import { HealthRecord } from '../health-record.ts'
import { prepareText } from '../prepare-text.ts'
import { writeUnit } from '../write-unit.ts'
import { type ModelFolder, readModelFolder } from './model-folder.ts'
import { type Pooling, poolRows } from './pool-rows.ts'
import { loadRuntime, type Model, type Tensor, type TransformersRuntime } from './runtime.ts'

export interface TransformersSettings {
  /** Folder of the model. */
  readonly path: string
  /** What the model is called; the name of its folder if left out. */
  readonly model?: string | undefined
  readonly pooling: Pooling
  readonly batchSize: number
  /** What is expected; another one is an error. */
  readonly dimension?: number | undefined
  readonly queryPrefix: string
  readonly documentPrefix: string
  /** Folders in which transformers.js may be installed. */
  readonly runtimes: readonly string[]
  /** Processor cores that the network may use. */
  readonly threads: number
}

export interface TransformersEmbedder extends Embedder {
  /** Resolves when nothing runs any more. The thread must not end before: that would take the process along. */
  close(): Promise<void>
}

/** No word has more characters than this, on average. */
const CHARACTERS_A_TOKEN = 16

/**
 * A transformer in this thread (EMB-3). Nothing is downloaded.
 * @throws ServiceFault
 */
export const openTransformersEmbedder = async (
  settings: TransformersSettings,
  { health, timing = systemTiming }: { readonly health?: HealthRecord; readonly timing?: Timing } = {},
): Promise<TransformersEmbedder> => {
  const folder = await readModelFolder(settings.path)
  const runtime = loadRuntime(settings.runtimes)
  const network = await loadNetwork(runtime, folder, settings.threads)
  const [probe] = await network.rows(['dimension'], settings.pooling)
  const dimension = probe?.length ?? 0
  const name = settings.model ?? folder.name
  if (settings.dimension !== undefined && settings.dimension !== dimension) {
    await network.dispose()
    throw new ServiceFault(
      'misconfigured',
      `The model ${name} gives vectors of ${dimension} numbers, not ${settings.dimension}. Leave embedding.dimension out.`,
    )
  }
  const record = health ?? new HealthRecord(timing.now)
  return {
    id: idOf(name, folder, settings, dimension),
    dimension,
    ...serve(network, { ...settings, dimension, maxTokens: folder.maxTokens }, record, timing),
  }
}

/** What it was made of decides: two models of one name, or one under two settings, are two embedders. */
const idOf = (
  name: string,
  folder: ModelFolder,
  settings: TransformersSettings,
  dimension: number,
): string => {
  const { pooling, documentPrefix } = settings
  const digest = createHash('sha256')
    .update(JSON.stringify([folder.fingerprint, pooling, documentPrefix]))
    .digest('hex')
    .slice(0, 12)
  return `transformers:${name}@${dimension}-${folder.precision}-${pooling}+${digest}`
}

interface Network {
  rows(texts: readonly string[], pooling: Pooling): Promise<Float64Array[]>
  dispose(): Promise<void>
}

const loadNetwork = async (
  runtime: TransformersRuntime,
  folder: ModelFolder,
  threads: number,
): Promise<Network> => {
  const { env, AutoTokenizer, AutoModel } = runtime
  env.allowRemoteModels = false
  env.useFSCache = false
  // What it would print of a failed run are the texts, as tokens; its errors come to us anyway.
  env.logLevel = 50
  const options = {
    local_files_only: true,
    dtype: folder.precision,
    session_options: { intraOpNumThreads: threads, logSeverityLevel: 4 },
  }
  let model: Model
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(folder.path, options)
    model = await AutoModel.from_pretrained(folder.path, options)
    return {
      rows: async (texts, pooling) => {
        const inputs = tokenizer(texts, { padding: true, truncation: true, max_length: folder.maxTokens })
        return poolRows(tokensOf(await model(inputs)), inputs.attention_mask, pooling)
      },
      dispose: async () => {
        await model.dispose()
      },
    }
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0]
    throw new ServiceFault('misconfigured', `The model ${folder.name} cannot be loaded: ${reason}`)
  }
}

const tokensOf = (outputs: Readonly<Record<string, Tensor | undefined>>): Tensor => {
  const hidden = outputs.last_hidden_state ?? outputs.token_embeddings
  if (hidden?.dims.length === 3) return hidden
  throw new ServiceFault(
    'misconfigured',
    `The model gives ${Object.keys(outputs).join(', ')}, not a vector a token. Choose a sentence model.`,
  )
}

type Served = Pick<TransformersSettings, 'pooling' | 'batchSize' | 'queryPrefix' | 'documentPrefix'> & {
  readonly dimension: number
  readonly maxTokens: number
}

/** One batch at a time, so that somebody who waits comes next whatever else there is to do. */
const serve = (
  network: Network,
  settings: Served,
  health: HealthRecord,
  timing: Timing,
): Pick<TransformersEmbedder, 'embed' | 'close'> => {
  const { dimension, pooling, batchSize } = settings
  const queue = new PQueue({ concurrency: 1 })
  const embedBatch = async (
    batch: readonly { readonly text: string; readonly at: number }[],
    out: Float32Array,
  ): Promise<void> => {
    const started = timing.elapsed()
    const texts = batch.map(({ text }) => text)
    const rows = await network.rows(texts, pooling).catch((error: Error) => {
      const fault = new ServiceFault('misconfigured', `The model fails: ${error.message.split('\n')[0]}`)
      health.failed(fault)
      throw fault
    })
    health.succeeded(timing.elapsed() - started)
    rows.forEach((row, i) => {
      const at = batch[i]?.at ?? 0
      if (!writeUnit(row, out, at * dimension))
        throw new TextRefused(at, 'The model gives a text no direction.')
    })
  }
  const embed = async (
    texts: readonly string[],
    { signal, kind, isUrgent }: EmbedOptions = {},
  ): Promise<Float32Array> => {
    signal?.throwIfAborted()
    const prefix = kind === 'query' ? settings.queryPrefix : settings.documentPrefix
    const most = settings.maxTokens * CHARACTERS_A_TOKEN
    const out = new Float32Array(texts.length * dimension)
    // Texts of like lengths together: a batch is as slow as if all were as long as its longest.
    const sorted = texts
      .map((text, at) => ({ text: prepareText(text, { prefix, most }), at }))
      .sort((a, b) => a.text.length - b.text.length)
    for (let from = 0; from < sorted.length; from += batchSize) {
      const run = () => embedBatch(sorted.slice(from, from + batchSize), out)
      await queue.add(run, { priority: isUrgent ? 1 : 0 })
      signal?.throwIfAborted()
    }
    return out
  }
  const close = async (): Promise<void> => {
    queue.pause()
    queue.clear()
    await queue.onPendingZero()
    await network.dispose()
  }
  return { embed, close }
}
