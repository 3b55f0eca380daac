import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { ServiceFault } from '#services/service-fault'

/** A sentence model as the Hub keeps it: settings, tokenizer, and the network as ONNX. */
export interface ModelFolder {
  /** Absolute. */
  readonly path: string
  readonly name: string
  /** Of how many bits its numbers are, in the words of transformers.js. */
  readonly precision: Precision
  /** Longest input in tokens. */
  readonly maxTokens: number
  /** Of everything that decides what vectors come out. */
  readonly fingerprint: string
}

/** The exact ones first: where several are there, the best is taken. */
export const ONNX_FILES = {
  fp32: 'model.onnx',
  fp16: 'model_fp16.onnx',
  q8: 'model_quantized.onnx',
  int8: 'model_int8.onnx',
  uint8: 'model_uint8.onnx',
  q4: 'model_q4.onnx',
  q4f16: 'model_q4f16.onnx',
  bnb4: 'model_bnb4.onnx',
} as const
export type Precision = keyof typeof ONNX_FILES

/** What every model needs beside its network. */
export const SETTINGS_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const

const Config = z.object({ max_position_embeddings: z.number().positive().optional() })
const TokenizerConfig = z.object({ model_max_length: z.number().positive().optional() })
/** What most sentence models read. */
const USUAL_MAX_TOKENS = 512

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )

/** @throws ServiceFault that names what is missing */
export const readModelFolder = async (path: string): Promise<ModelFolder> => {
  const folder = resolve(path)
  const missing: string[] = []
  for (const file of SETTINGS_FILES) if (!(await isFile(join(folder, file)))) missing.push(file)
  const precision = await findPrecision(folder)
  if (precision === null || missing.length > 0) {
    const names = [...missing, ...(precision === null ? [`onnx/${ONNX_FILES.fp32}`] : [])].join(', ')
    throw new ServiceFault(
      'misconfigured',
      `The model folder ${folder} lacks ${names}. Download the model, or check embedding.path.`,
    )
  }
  const { max_position_embeddings: positions = Number.POSITIVE_INFINITY } = await readJson(
    folder,
    'config.json',
    Config,
  )
  const { model_max_length: tokens = Number.POSITIVE_INFINITY } = await readJson(
    folder,
    'tokenizer_config.json',
    TokenizerConfig,
  )
  const maxTokens = Math.min(positions, tokens)
  return {
    path: folder,
    name: basename(folder),
    precision,
    // Some tokenizers say a number beyond all bounds.
    maxTokens: maxTokens < 1e6 ? maxTokens : USUAL_MAX_TOKENS,
    fingerprint: await fingerprintOf(folder, ONNX_FILES[precision]),
  }
}

const findPrecision = async (folder: string): Promise<Precision | null> => {
  for (const [precision, file] of Object.entries(ONNX_FILES)) {
    if (await isFile(join(folder, 'onnx', file))) return precision as Precision
  }
  return null
}

const readJson = async <T>(folder: string, file: string, schema: z.ZodType<T>): Promise<T> => {
  try {
    return schema.parse(JSON.parse(await readFile(join(folder, file), 'utf8')))
  } catch {
    throw new ServiceFault(
      'misconfigured',
      `${join(folder, file)} is damaged or of another kind. Download the model again.`,
    )
  }
}

const fingerprintOf = async (folder: string, onnxFile: string): Promise<string> => {
  const hash = createHash('sha256')
  const data = join('onnx', `${onnxFile}_data`)
  const files = [
    ...SETTINGS_FILES,
    join('onnx', onnxFile),
    ...((await isFile(join(folder, data))) ? [data] : []),
  ]
  for (const file of files) for await (const chunk of createReadStream(join(folder, file))) hash.update(chunk)
  return hash.digest('hex').slice(0, 12)
}
