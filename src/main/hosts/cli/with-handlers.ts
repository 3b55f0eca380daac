import type { CallContext } from '#contract/define'
import { isAppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import packageJson from '../../../../package.json' with { type: 'json' }
import { openBeside } from '../composition/open-beside.ts'
import type { ResolvedConfig } from '../config.ts'
import { openLog } from '../log.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { confirmingWrites } from './confirm-production.ts'

export interface CommandOptions {
  readonly files: ProgramFiles
  readonly settings: () => ResolvedConfig
}

/** What a command works with: the whole contract, beside the app if that runs (MEM-13). */
export interface Command {
  readonly handlers: SomaHandlers
  readonly namespace: string
  readonly context: CallContext
}

/**
 * Does something with the memories of the settings.
 * @param needs whether vectors are asked, which takes a while to load; storing with the gate on asks them always
 */
export const withHandlers = async <T>(
  { files, settings }: CommandOptions,
  needs: 'recall' | 'gate' | 'rows',
  work: (command: Command) => Promise<T>,
): Promise<T> => {
  const config = settings()
  const log = openLog(config.data_dir)
  const isGated = config.memory_enterprise.salience.novelty_gate
  const vectors = needs === 'recall' || (needs === 'gate' && isGated)
  const beside = await openBeside({ config, files, version: packageJson.version, log, vectors, kind: 'cli' })
  const context = { client: 'cli', signal: new AbortController().signal }
  try {
    await beside.loaded
    const handlers = confirmingWrites(beside.handlers, config)
    return await work({ handlers, namespace: config.namespace, context })
  } catch (error) {
    // What was asked for is not there, or not possible: a sentence, and the code of a wrong command line.
    if (isAppError(error)) throw new StartError(error.message, { cause: error })
    throw error
  } finally {
    await beside.close()
    log.flush()
  }
}
