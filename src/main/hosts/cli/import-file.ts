import { createReadStream, existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { isError } from '#contract/errors'
import type { ColumnRole, Fault, ImportFormat, ImportItem, ImportMode, ImportReport } from '#contract/imports'
import { StartError } from '../start-error.ts'
import { noteLines } from './note-folder.ts'
import { sayJson, saySentence } from './print.ts'
import { type Command, type CommandOptions, withHandlers } from './with-handlers.ts'

/** Characters that go in one part. */
const PART = 1024 * 1024
const FAILED = 2
const INTERRUPTED = 130
const TELL_EVERY_MS = 500

interface ImportFlags {
  readonly path: string
  readonly format?: ImportFormat
  readonly columns?: ColumnRole[]
  readonly skip?: boolean
  readonly replace?: boolean
  readonly dryRun?: boolean
  readonly resume?: boolean
  readonly quiet?: boolean
  /** A report of what came of it, or only a word where all of it is in. */
  readonly says: 'report' | 'OK'
}

/**
 * Imports a file beside whoever has the database open. What cannot be used is listed, and the rest goes in; ended by
 * Ctrl-C, what is in stays and the same line with --resume goes on.
 */
export const importFile = async (options: CommandOptions, flags: ImportFlags): Promise<void> => {
  if (!existsSync(flags.path)) throw new StartError(`There is no file at ${flags.path}.`)
  if (flags.skip && flags.replace) throw new StartError('Of --skip and --replace only one can be chosen.')
  const ending = new AbortController()
  const end = (): void => ending.abort()
  process.once('SIGINT', end)
  try {
    await withHandlers(options, 'rows', (command) => run(command, flags, ending.signal))
  } catch (error) {
    if (!ending.signal.aborted) throw error
    process.stderr.write('soma: ended; what is in stays. The same command with --resume goes on.\n')
    process.exitCode = INTERRUPTED
  } finally {
    process.removeListener('SIGINT', end)
  }
}

const run = async (command: Command, flags: ImportFlags, signal: AbortSignal): Promise<void> => {
  const { handlers, namespace } = command
  const context = { ...command.context, signal }
  const name = basename(flags.path)
  const upload = await uploaded(command, flags.path, signal)
  const format = flags.format ?? (await handlers.imports.inspect({ upload, name }, context)).format
  const mode: ImportMode = flags.replace ? 'replace' : flags.skip ? 'skip' : 'update'
  const { dryRun = false, resume = false } = flags
  const failed: Fault[] = []
  const tell = teller(flags.quiet === true)
  try {
    const { columns } = flags
    const query = { namespace, upload, name, format, columns, mode, dryRun, resume }
    for await (const item of handlers.imports.run(query, context)) {
      if (item.kind === 'faults') failed.push(...item.faults)
      else if (item.kind === 'progress') tell(item)
      else say(item.report, failed, flags.says)
    }
  } finally {
    await handlers.imports.discard({ upload }, context)
  }
}

const uploaded = async (
  { handlers, context }: Command,
  path: string,
  signal: AbortSignal,
): Promise<string> => {
  let { upload } = await handlers.imports.upload({ text: '' }, context)
  try {
    for await (const text of textOf(path)) {
      signal.throwIfAborted()
      ;({ upload } = await handlers.imports.upload({ upload, text }, context))
    }
    return upload
  } catch (error) {
    await handlers.imports.discard({ upload }, context)
    if (signal.aborted || isError(error, 'import/file')) throw error
    throw new StartError(`${path} cannot be read: ${(error as Error).message}.`, { cause: error })
  }
}

/** Of a folder the notes in it, else what stands in the file. */
const textOf = (path: string): AsyncIterable<string> =>
  statSync(path).isDirectory() || /\.(md|markdown)$/i.test(path)
    ? noteLines(path)
    : createReadStream(path, { encoding: 'utf8', highWaterMark: PART })

type Progress = Extract<ImportItem, { kind: 'progress' }>

const teller = (isQuiet: boolean): ((progress: Progress) => void) => {
  const began = performance.now()
  let told = began
  return ({ stage, done, total, count }) => {
    const now = performance.now()
    if (isQuiet || now - told < TELL_EVERY_MS) return
    told = now
    const rate = Math.round(count / ((now - began) / 1000))
    const share = total === 0 ? 100 : Math.floor((done / total) * 100)
    process.stderr.write(
      `soma: ${stage} ${share} %, ${count.toLocaleString('en')} so far, ${rate.toLocaleString('en')} a second\n`,
    )
  }
}

const say = (report: ImportReport, failed: readonly Fault[], says: ImportFlags['says']): void => {
  const { added, changed, same, skipped, links, removed, isDryRun, import: id } = report
  if (failed.length > 0) process.exitCode = FAILED
  const told = {
    imported: added + changed,
    skipped: same + skipped,
    failed,
    ...{ added, changed, same, links, removed },
    ...(isDryRun ? { dryRun: true } : { import: id }),
  }
  if (says === 'OK' && failed.length === 0 && !isDryRun) saySentence('OK', told)
  else sayJson(told)
}
