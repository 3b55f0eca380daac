import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { Backups } from '../composition/backups.ts'
import { StartError } from '../start-error.ts'
import { sayJson } from './print.ts'
import type { CommandOptions } from './with-handlers.ts'

/** `soma backup`: a copy of the database, whoever has it open. */
export const addBackupCommand = (program: Command, { files, settings }: CommandOptions): void => {
  program
    .command('backup')
    .description('copy the database through its own backup, also while the app is open')
    .option(
      '--path <file>',
      'the copy, which may not be there yet; a dated file of the data folder if left out',
    )
    .action(async ({ path }: { path?: string }) => {
      const config = settings()
      if (config.mode === 'on_demand' || !existsSync(config.database)) {
        throw new StartError(
          `There is no database at ${config.database} to copy. Name its folder with --data.`,
        )
      }
      const backups = new Backups({
        folder: join(config.data_dir, 'backups'),
        database: config.database,
        workerFile: files.storeWorker,
        keep: () => config.backup.keep,
      })
      if (path === undefined) return sayJson(await backups.make(new Date()))
      const file = resolve(path)
      if (existsSync(file)) throw new StartError(`${file} is there already. Name a file that is not.`)
      return sayJson(await copied(backups, file))
    })
}

const copied = async (backups: Backups, file: string): Promise<object> => {
  try {
    return await backups.copyTo(file)
  } catch (error) {
    throw new StartError(`${file} cannot be written: ${(error as Error).message}.`, { cause: error })
  }
}
