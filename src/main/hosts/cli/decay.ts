import { type Command, InvalidArgumentError } from 'commander'
import type { Engine } from '#engine/index'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { looking, writing } from './with-engine.ts'

export interface DecayCommandOptions {
  readonly files: ProgramFiles
  readonly settings: () => ResolvedConfig
}

interface DecayFlags {
  readonly at?: number
  readonly dryRun?: boolean
}

const AUTHOR = 'cli'
const PAGE = 500

const dateArgument = (text: string): number => {
  const milliseconds = Date.parse(text)
  if (Number.isFinite(milliseconds)) return milliseconds / 1000
  throw new InvalidArgumentError('a date is written 2027-03-12, or 2027-03-12T08:00:00Z')
}

/** `soma decay`: forgets what is due, or says what would be. */
export const addDecayCommand = (program: Command, options: DecayCommandOptions): void => {
  program
    .command('decay')
    .description(
      'forget what is due, as the app does now and then; with --dry-run only say what that is, as JSON',
    )
    .option('--at <date>', 'as if it were this date', dateArgument)
    .option('--dry-run', 'write nothing')
    .action(({ at, dryRun = false }: DecayFlags) => (dryRun ? foretell(options, at) : forget(options, at)))
}

/** @throws StartError where there is no database, or somebody else has it open */
export const forget = (options: DecayCommandOptions, at: number | undefined): Promise<void> =>
  writing(options, ({ decay }) => decay.sweep({ author: AUTHOR, ...(at !== undefined && { at }) }))

/** @throws StartError where there is no database */
export const foretell = (options: DecayCommandOptions, at = Date.now() / 1000): Promise<void> =>
  looking(options, async ({ decay }, namespace) => {
    const { counts, living, first, last } = await decay.forecast({ namespace, at, bins: 1 })
    return { at, living, ...counts, first, last, victims: await victimsOf(decay, namespace, at) }
  })

const victimsOf = async (decay: Engine['decay'], namespace: string, at: number) => {
  const found = []
  for (let offset = 0, total = 1; offset < total; offset += PAGE) {
    const page = await decay.victims({ namespace, at, offset, limit: PAGE })
    total = page.total
    for (const { memory, ...why } of page.victims) {
      found.push({ coordinate: memory.coordinate, title: memory.title, ...why })
    }
  }
  return found
}
