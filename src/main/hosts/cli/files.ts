import { renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { isAppError } from '#contract/errors'
import { ExportFormat } from '#contract/graph-files'
import { ColumnRole, ImportFormat } from '#contract/imports'
import { exportMemories } from '#engine/transfer/export-memories'
import { keysOf } from '../composition/sealing.ts'
import { openForReading } from '../composition/store-source.ts'
import { unlockedStore } from '../composition/unlocked-store.ts'
import { StartError } from '../start-error.ts'
import { importFile } from './import-file.ts'
import { writeNotes } from './note-folder.ts'
import { sayJson, saySentence } from './print.ts'
import type { CommandOptions } from './with-handlers.ts'

interface Flags {
  readonly withSecrets?: boolean
  readonly versions?: boolean
  readonly path: string
  readonly format?: ExportFormat
}

/** `soma export-memories`, `import-memories` and the same for graphs: a namespace as a file and back (LNK-4). */
export const addFileCommands = (program: Command, options: CommandOptions): void => {
  const format = (formats: readonly string[]) =>
    new Option('--format <format>', 'what the file is; if left out, it is guessed').choices(formats)
  program
    .command('export-memories')
    .description('memories and links of a namespace as JSON Lines, or in another format')
    .requiredOption('--path <file>', 'the file to write, or the folder of Markdown')
    .addOption(format(ExportFormat.options))
    .option('--with-secrets', 'also the fields that are encrypted, in the clear')
    .option('--versions', 'also what each memory was before (JSON Lines and JSON)')
    .action(async (flags: Flags) => sayJson({ exported: await exportFile(options, flags) }))
  program
    .command('export-graph')
    .description('the same as GraphML, GEXF, Graphology JSON, or JSON Lines')
    .requiredOption('--path <file>', 'the file to write')
    .addOption(format(ExportFormat.options))
    .option('--with-secrets', 'also the fields that are encrypted, in the clear')
    .action(async (flags: Flags) => {
      await exportFile(options, flags)
      saySentence('OK', { ok: true })
    })
  for (const [name, says] of [
    ['import-memories', 'report'],
    ['import-graph', 'OK'],
  ] as const) {
    program
      .command(name)
      .description('import such a file into a namespace, beside the app if that is open')
      .requiredOption('--path <file>', 'the file to read, or a folder of Markdown')
      .addOption(format(ImportFormat.options))
      .option(
        '--columns <roles>',
        'of a table, what each column is: field, coordinate, axis, payload, type, ...',
        roles,
      )
      .option('--skip', 'leave memories as they are whose place is taken')
      .option('--replace', 'move what the file does not have to the bin')
      .option('--dry-run', 'only say what would come of it')
      .option('--resume', 'go on with an import of the file that ended before its end')
      .option('--quiet', 'no progress on the error stream')
      .action((flags) => importFile(options, { ...flags, says }))
  }
}

const roles = (text: string): ColumnRole[] => {
  const found = ColumnRole.array().safeParse(text.split(',').map((one) => one.trim()))
  if (found.success) return found.data
  throw new InvalidArgumentError(`a column is one of ${ColumnRole.options.join(', ')}`)
}

const formatOf = ({ path, format }: Flags): ExportFormat => {
  const ending = extname(path).slice(1).toLowerCase()
  const found = format ?? ExportFormat.options.find((one) => one === ending)
  if (found !== undefined) return found
  throw new StartError(
    `The ending of ${path} tells no format. Name one with --format: ${ExportFormat.options.join(', ')}.`,
  )
}

/** The file takes the place of an old one only when it is whole. @returns how many memories it has */
const exportFile = async ({ files, settings }: CommandOptions, flags: Flags): Promise<number> => {
  const [config, format] = [settings(), formatOf(flags)]
  const opened = await openForReading(config, files.storeWorker)
  const store = await unlockedStore(opened, config, { isReadOnly: true })
  const unfinished = `${flags.path}.part`
  let count = 0
  try {
    const { signal } = new AbortController()
    const isSealed = keysOf(config).cipher !== null && flags.withSecrets !== true
    const without = isSealed ? config.memory_enterprise.encryption_fields : null
    const { namespace } = config
    const { versions } = flags
    if (versions && format !== 'jsonl' && format !== 'json') {
      throw new StartError(`${format} has no room for earlier versions: write JSON Lines or JSON.`)
    }
    const onMemories = (n: number): void => {
      count += n
    }
    const query = { namespace, format, without, versions, onMemories }
    const parts = exportMemories(store, query, signal)
    if (format === 'markdown') await writeNotes(flags.path, parts)
    else {
      await writeParts(unfinished, parts)
      renameSync(unfinished, flags.path)
    }
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw explained(error, flags.path)
  } finally {
    await store.close()
  }
  return count
}

const writeParts = async (path: string, parts: AsyncIterable<string>): Promise<void> => {
  const file = await open(path, 'w', 0o600)
  try {
    for await (const part of parts) await file.write(part)
  } finally {
    await file.close()
  }
}

/** What is wrong with a file or its place is a sentence, and the code of a wrong command line. */
const explained = (error: unknown, path: string): unknown => {
  if (error instanceof StartError) return error
  if (isAppError(error)) return new StartError(error.message, { cause: error })
  if (!(error instanceof Error) || !('syscall' in error)) return error
  return new StartError(`${path} cannot be used: ${error.message}.`, { cause: error })
}
