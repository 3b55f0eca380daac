import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { MoveProgress } from '#contract/connections'
import { isAppError } from '#contract/errors'
import { Backups } from '../composition/backups.ts'
import { lockFolder } from '../composition/folder-guests.ts'
import { discardMove, type MoveSource, moveTo } from '../composition/move.ts'
import { openForReading } from '../composition/store-source.ts'
import type { ResolvedConfig } from '../config.ts'
import { StartError } from '../start-error.ts'
import { confirmProduction } from './confirm-production.ts'
import { type ConnectionCommands, found, registryOf } from './connections.ts'
import { sayJson, tellProgress } from './print.ts'
import { untilInterrupted } from './until-interrupted.ts'

interface MoveCommand extends ConnectionCommands {
  /** Where the memories are that are moved. */
  readonly settings: () => ResolvedConfig
}

/** `soma move`: everything of one connection to another one that is empty. */
export const addMoveCommand = (program: Command, { files, home, settings }: MoveCommand): void => {
  program
    .command('move')
    .description(
      'copy everything, with history, to another connection that is empty, and compare; goes on where it was killed',
    )
    .requiredOption('--to <name>', 'connection to fill')
    .option('--discard', 'take away what a move to it left that did not end')
    .action(async ({ to, discard }: { to: string; discard?: boolean }) => {
      const registry = registryOf(home())
      const connection = found(registry, to)
      const target = registry.configOf(connection.id, { evenUnfinished: true })
      const parts = { target, files, hold: () => lockFolder(target.data_dir) }
      await confirmProduction(target)
      try {
        if (discard === true) {
          await discardMove(parts)
          return sayJson({ discarded: connection.name })
        }
        const source = settings()
        if (source.data_dir === target.data_dir)
          throw new StartError(`"${connection.name}" is what would be moved. Name another one with --to.`)
        const { signal } = untilInterrupted()
        await withSource(source, files.storeWorker, async (from) => {
          for await (const step of moveTo({ ...parts, source: from, signal })) tell(step)
        })
      } catch (error) {
        if (isAppError(error)) throw new StartError(error.message, { cause: error })
        throw error
      }
    })
}

/** The source is open to be looked at only, beside whoever else has it open. @throws StartError where there is none */
const withSource = async (
  config: ResolvedConfig,
  workerFile: string,
  work: (source: MoveSource) => Promise<void>,
): Promise<void> => {
  const { database, data_dir, mode } = config
  if (mode === 'on_demand')
    throw new StartError('Memories that are in memory only can be moved by the app alone that has them.')
  if (mode === 'local_agent' && !existsSync(database))
    throw new StartError(`There is no database at ${database}.`)
  const store = await openForReading(config, workerFile)
  try {
    const backups = new Backups({ folder: join(data_dir, 'backups'), database, workerFile, keep: () => 1 })
    const snapshotTo = async (file: string): Promise<void> => void (await backups.copyTo(file))
    await work({ name: database, seq: () => store.seq(), snapshotTo })
  } finally {
    await store.close()
  }
}

const VERBS = { copy: 'Copying the source', write: 'Writing', check: 'Reading back' } as const

const tell = (step: MoveProgress): void => {
  if (step.type === 'result') sayJson(step)
  else tellProgress(lineOf(step))
}

const lineOf = ({
  stage,
  done,
  total,
  rate,
  remaining,
}: Extract<MoveProgress, { type: 'progress' }>): string => {
  if (total === 0) return VERBS[stage]
  const pace = rate === null ? '' : `, ${Math.round(rate)} rows a second`
  const left = remaining === null ? '' : `, ${Math.ceil(remaining)} s left`
  return `${VERBS[stage]} ${done} of ${total}${pace}${left}`
}
