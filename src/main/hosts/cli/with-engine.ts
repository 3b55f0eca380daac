import { isAppError } from '#contract/errors'
import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'
import { openReadingEngine } from '../composition/open-reading-engine.ts'
import { withWritingEngine } from '../composition/open-writing-engine.ts'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { confirmProduction } from './confirm-production.ts'
import { sayJson, tellProgress } from './print.ts'

export interface ReadingOptions {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
}

interface EngineCommand {
  readonly files: ProgramFiles
  readonly settings: () => ResolvedConfig
}

type Work<T> = (engine: Engine, namespace: string) => Promise<T>

const tell = (message: string, details: object = {}): void =>
  void process.stderr.write(`soma: ${message} ${JSON.stringify(details)}\n`)

const warnings: Log = { info: () => {}, warn: tell, error: tell }

/** Asks an engine that reads only, beside the app or without it. @throws StartError */
export const withReadingEngine = async <T>({ config, files }: ReadingOptions, work: Work<T>): Promise<T> => {
  const engine = await openReadingEngine({ config, files, log: warnings })
  try {
    return await explained(engine, work(engine, config.namespace))
  } finally {
    await engine.close()
  }
}

/** Runs a command that looks, and prints what it gives. @throws StartError */
export const looking = async ({ files, settings }: EngineCommand, work: Work<unknown>): Promise<void> =>
  sayJson(await withReadingEngine({ config: settings(), files }, work))

/** Runs a command that changes something, beside whoever has the database open, and prints what it gives. @throws StartError */
export const writing = async ({ files, settings }: EngineCommand, work: Work<unknown>): Promise<void> => {
  const config = settings()
  await confirmProduction(config)
  const done = await withWritingEngine({ config, files, log: warnings }, (engine) =>
    explained(engine, work(engine, config.namespace)),
  )
  sayJson(done)
}

/** What was asked for is not so: a sentence, and the code of a wrong command line. */
const explained = async <T>({ namespaces }: Engine, work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.code !== 'namespace/not-found') throw new StartError(error.message, { cause: error })
    const names = (await namespaces.list()).map(({ name }) => name).join(', ') || 'none'
    throw new StartError(`${error.message} There are: ${names}. Name one with --namespace.`, { cause: error })
  }
}

type Item =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'result' }

/** Tells on the error stream how far it is. */
export async function* progressOf<T extends Item>(items: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const item of items) {
    if (item.type === 'progress') tellProgress(`${item.done} of ${item.total}`)
    yield item
  }
}

export const resultOf = async <T extends Item>(
  items: AsyncIterable<T>,
): Promise<Extract<T, { type: 'result' }>> => {
  for await (const item of items) if (item.type === 'result') return item as Extract<T, { type: 'result' }>
  throw new Error('it ended without a result')
}
