import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { BulkItem, BulkOutcome } from '#contract/memories'
import { StartError } from '../start-error.ts'
import { readBulkFile } from './bulk-file.ts'
import { sayJson, tellProgress } from './print.ts'
import { type CommandOptions, type Command as Opened, withHandlers } from './with-handlers.ts'

/** Items a call, and so what is held of answers at once. */
const AT_ONCE = 10_000
const FAILED = 2

interface Failure {
  /** Line of a JSONL file, or place in the list, from 1. */
  readonly line: number
  readonly message: string
}

/** `soma store-bulk`: many memories from a file. Bad ones are listed, and the rest goes in. */
export const addStoreBulk = (program: Command, options: CommandOptions): void => {
  program
    .command('store-bulk')
    .description('store the memories of a file, a JSON array or JSONL of {coord, payload, type}')
    .requiredOption('--file <path>', 'the file; - is standard input')
    .action(async ({ file }: { file: string }) => {
      const { items, failed } = readBulkFile(contents(file))
      const tell = (done: number): void => tellProgress(`${done} of ${items.length}`)
      const result = await withHandlers(options, 'gate', (opened) => storeAll(opened, items, tell))
      const failures = [...failed, ...result.failed].sort((a, b) => a.line - b.line)
      if (failures.length > 0) process.exitCode = FAILED
      sayJson({ stored: result.stored, skipped: result.skipped, failed: failures })
    })
}

const contents = (file: string): string => {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw new StartError(`The file ${file} cannot be read: ${(error as Error).message}.`, { cause: error })
  }
}

interface Stored {
  stored: number
  skipped: number
  readonly failed: Failure[]
}

const storeAll = async (
  { handlers, namespace, context }: Opened,
  items: readonly { readonly line: number; readonly item: BulkItem }[],
  tell: (done: number) => void,
): Promise<Stored> => {
  const sum: Stored = { stored: 0, skipped: 0, failed: [] }
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const part = items.slice(from, from + AT_ONCE)
    const input = { namespace, items: part.map(({ item }) => item), chunk: 1000 }
    for await (const chunk of handlers.memories.storeBulk(input, context)) {
      for (const item of chunk.items) count(sum, item, part[item.index]?.line ?? 0)
      tell(from + chunk.done)
    }
  }
  return sum
}

const count = (sum: Stored, item: BulkOutcome['items'][number], line: number): void => {
  if (item.is === 'stored') sum.stored++
  else if (item.is === 'skipped') sum.skipped++
  else sum.failed.push({ line, message: item.is === 'taken' ? 'the coordinate is taken' : item.message })
}
