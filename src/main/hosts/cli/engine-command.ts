import { isAppError } from '#contract/errors'
import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'
import { openReadingEngine } from '../composition/open-reading-engine.ts'
import { withWritingEngine } from '../composition/open-writing-engine.ts'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { tellProgress } from './print.ts'

interface EngineCommand {
  readonly files: ProgramFiles
  readonly settings: () => ResolvedConfig
}

type Work = (engine: Engine, namespace: string) => Promise<unknown>

const tell = (message: string, details: object = {}): void =>
  void process.stderr.write(`soma: ${message} ${JSON.stringify(details)}\n`)

const warnings: Log = { info: () => {}, warn: tell, error: tell }

/** Runs a command that looks, beside whoever has the database open, and prints what it gives. @throws StartError */
export const looking = async ({ files, settings }: EngineCommand, work: Work): Promise<void> => {
  const config = settings()
  const engine = await openReadingEngine({ config, files, log: warnings })
  try {
    print(await explained(engine, work(engine, config.namespace)))
  } finally {
    await engine.close()
  }
}

/** Runs a command that changes something, and prints what it gives. @throws StartError */
export const writing = async ({ files, settings }: EngineCommand, work: Work): Promise<void> => {
  const config = settings()
  const done = await withWritingEngine({ config, files, log: warnings }, (engine) =>
    explained(engine, work(engine, config.namespace)),
  )
  print(done)
}

const print = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)

/** What was asked for is not so: a sentence, and the code of a wrong command line. */
const explained = async <T>({ namespaces }: Engine, work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.code !== 'namespace/not-found') throw new StartError(error.message, { cause: error })
    const names = (await namespaces.list()).map(({ name }) => name).join(', ') || 'none'
    throw new StartError(`${error.message} There are: ${names}.`, { cause: error })
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
