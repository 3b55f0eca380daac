import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ServiceFault } from '#services/service-fault'

/** What is used of @huggingface/transformers. It is no dependency: it weighs 470 MB, and few need it (decision 11). */
export interface TransformersRuntime {
  readonly env: {
    version: string
    allowRemoteModels: boolean
    useFSCache: boolean
    /** 50 is silence. */
    logLevel: number
  }
  readonly AutoTokenizer: { from_pretrained(name: string, options: object): Promise<Tokenizer> }
  readonly AutoModel: { from_pretrained(name: string, options: object): Promise<Model> }
}

export interface Tensor {
  readonly dims: readonly number[]
  readonly data: ArrayLike<number | bigint>
}

export interface Tokenized {
  readonly attention_mask: Tensor
}

type Tokenizer = (
  texts: readonly string[],
  options: { readonly padding: boolean; readonly truncation: boolean; readonly max_length: number },
) => Tokenized

export interface Model {
  (inputs: Tokenized): Promise<Readonly<Record<string, Tensor | undefined>>>
  dispose(): Promise<unknown>
}

const PACKAGE = '@huggingface/transformers'
/** The one that is tested; another of its major version should do. */
const RUNTIME_VERSION = '4.3.1'

/**
 * Loads transformers.js from the first of the folders that has it.
 * @throws ServiceFault that says how to install it
 */
export const loadRuntime = (folders: readonly string[]): TransformersRuntime => {
  const folder = folders.find((candidate) =>
    existsSync(join(candidate, 'node_modules', PACKAGE, 'package.json')),
  )
  if (folder === undefined) throw new ServiceFault('misconfigured', howToInstall(folders))
  let runtime: TransformersRuntime
  try {
    runtime = createRequire(join(folder, 'package.json'))(PACKAGE) as TransformersRuntime
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0]
    throw new ServiceFault(
      'misconfigured',
      `${PACKAGE} in ${folder} cannot be loaded: ${reason}. ${howToInstall([folder])}`,
    )
  }
  const { version } = runtime.env
  if (version.split('.')[0] === RUNTIME_VERSION.split('.')[0]) return runtime
  throw new ServiceFault('misconfigured', `${PACKAGE} in ${folder} is ${version}. ${howToInstall([folder])}`)
}

const howToInstall = ([folder = '.']: readonly string[]): string =>
  `Local transformer models need ${PACKAGE}: npm install --ignore-scripts --prefix "${folder}" ${PACKAGE}@${RUNTIME_VERSION}`
