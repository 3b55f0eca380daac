import { isAppError } from '#contract/errors'
import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'
import { openReadingEngine } from '../composition/open-reading-engine.ts'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'

export interface ReadingOptions {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
}

/** Asks an engine that reads only, beside the app or without it. @throws StartError */
export const withReadingEngine = async <T>(
  { config, files }: ReadingOptions,
  ask: (engine: Engine, namespace: string) => Promise<T>,
): Promise<T> => {
  const engine = await openReadingEngine({ config, files, log: warnings })
  try {
    return await ask(engine, config.namespace)
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.code !== 'namespace/not-found') throw new StartError(error.message)
    const names = (await engine.namespaces.list()).map(({ name }) => name).join(', ') || 'none'
    throw new StartError(`${error.message} There are: ${names}. Name one with --namespace.`)
  } finally {
    await engine.close()
  }
}

const tell = (message: string, details: object = {}): void =>
  void process.stderr.write(`soma: ${message} ${JSON.stringify(details)}\n`)

const warnings: Log = { info: () => {}, warn: tell, error: tell }
