import { createReadStream, existsSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { type Command, Option } from 'commander'
import { isAppError } from '#contract/errors'
import type { GraphFormat, ImportReport } from '#contract/graph-files'
import { exportGraph } from '#engine/graph/files/export-graph'
import { type Composition, compose } from '../composition/compose.ts'
import { openForReading } from '../composition/store-source.ts'
import { unlockedStore } from '../composition/unlocked-store.ts'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'

const FORMATS = ['graphml', 'gexf', 'json', 'jsonl'] as const
/** Characters that go in one part. */
const PART = 1024 * 1024

export interface GraphFileOptions {
  readonly files: ProgramFiles
  readonly settings: () => ResolvedConfig
  readonly version: string
}

interface Flags {
  readonly path: string
  readonly format?: GraphFormat
}

/** `soma export-graph` and `import-graph`: a namespace as a file and back (LNK-4). */
export const addGraphFileCommands = (program: Command, options: GraphFileOptions): void => {
  const format = () =>
    new Option('--format <format>', 'what the file is; by its ending if left out').choices(FORMATS)
  program
    .command('export-graph')
    .description('memories and links of a namespace as GraphML, GEXF, Graphology JSON, or JSON Lines')
    .requiredOption('--path <file>', 'the file to write')
    .addOption(format())
    .action((flags: Flags) => writeGraphFile(options, flags))
  program
    .command('import-graph')
    .description('import such a file into a namespace; the app must not be open')
    .requiredOption('--path <file>', 'the file to read')
    .addOption(format())
    .option('--dry-run', 'only say what would come of it')
    .action((flags: Flags & { dryRun?: boolean }) => readGraphFile(options, flags))
}

const formatOf = ({ path, format }: Flags): GraphFormat => {
  const ending = extname(path).slice(1).toLowerCase()
  const found = format ?? FORMATS.find((one) => one === ending)
  if (found !== undefined) return found
  throw new StartError(
    `The ending of ${path} tells no format. Name one with --format: ${FORMATS.join(', ')}.`,
  )
}

/** The file takes the place of an old one only when it is whole. */
const writeGraphFile = async ({ files, settings }: GraphFileOptions, flags: Flags): Promise<void> => {
  const [config, format] = [settings(), formatOf(flags)]
  const opened = await openForReading(config.database, files.storeWorker)
  const store = await unlockedStore(opened, config, { isReadOnly: true })
  const unfinished = `${flags.path}.part`
  try {
    const { signal } = new AbortController()
    await writeParts(unfinished, exportGraph(store, { namespace: config.namespace, format }, signal))
    renameSync(unfinished, flags.path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw explained(error, flags.path)
  } finally {
    await store.close()
  }
  process.stdout.write(`${flags.path}\n`)
}

const writeParts = async (path: string, parts: AsyncIterable<string>): Promise<void> => {
  const file = await open(path, 'w')
  try {
    for await (const part of parts) await file.write(part)
  } finally {
    await file.close()
  }
}

const readGraphFile = async (
  { files, settings, version }: GraphFileOptions,
  flags: Flags & { readonly dryRun?: boolean },
): Promise<void> => {
  const [config, format] = [settings(), formatOf(flags)]
  if (!existsSync(flags.path)) throw new StartError(`There is no file at ${flags.path}.`)
  if (config.mode !== 'local_agent') {
    throw new StartError('Memories are kept in memory only here: an import would be lost at once.')
  }
  const composition = await compose({ config, files, version, edition: 'browser' })
  try {
    const upload = await uploaded(composition, flags.path)
    const { namespace } = config
    const query = { namespace, upload, format, dryRun: flags.dryRun === true }
    for await (const item of composition.handlers.graph.import(query, context())) {
      if (item.kind === 'done') say(item.report)
      else process.stderr.write(`soma: ${item.done} of ${item.total}\n`)
    }
  } catch (error) {
    throw explained(error, flags.path)
  } finally {
    await composition.close()
  }
}

const context = () => ({ client: 'cli', signal: new AbortController().signal })

const uploaded = async ({ handlers }: Composition, path: string): Promise<string> => {
  let { upload } = await handlers.graph.upload({ text: '' }, context())
  for await (const text of createReadStream(path, { encoding: 'utf8', highWaterMark: PART })) {
    ;({ upload } = await handlers.graph.upload({ upload, text: text as string }, context()))
  }
  return upload
}

const say = (report: ImportReport): void => void process.stdout.write(`${JSON.stringify(report)}\n`)

/** What is wrong with a file or its place is a sentence, and the code of a wrong command line. */
const explained = (error: unknown, path: string): unknown => {
  if (isAppError(error)) return new StartError(error.message, { cause: error })
  if (!(error instanceof Error) || !('syscall' in error)) return error
  return new StartError(`${path} cannot be used: ${error.message}.`, { cause: error })
}
