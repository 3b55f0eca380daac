import type { Command } from 'commander'
import type { HistoryLine } from '#contract/history'
import { wholeArgument } from './arguments.ts'
import { say, sayJson } from './print.ts'
import { type CommandOptions, type Command as Opened, withHandlers } from './with-handlers.ts'

interface HistoryFlags {
  readonly limit: number
  readonly author?: string
  readonly json?: boolean
}

const AT_ONCE = 200

/** `soma history`: the changes of a namespace and of the settings, newest first. */
export const addHistoryCommand = (program: Command, options: CommandOptions): void => {
  program
    .command('history')
    .description('list the changes of the namespace and of the settings, newest first')
    .option('--limit <number>', 'how many', wholeArgument(1, 100_000), 20)
    .option('--author <name>', 'only changes of this author')
    .option('--json', 'print them as JSON')
    .action((flags: HistoryFlags) =>
      withHandlers(options, 'rows', async (opened) => {
        const lines = await linesOf(opened, flags)
        if (flags.json === true) sayJson(lines)
        else for (const line of lines) say(textOf(line))
      }),
    )
}

const linesOf = async (
  { handlers, namespace, context }: Opened,
  { limit, author }: HistoryFlags,
): Promise<HistoryLine[]> => {
  const found: HistoryLine[] = []
  while (found.length < limit) {
    const before = found.at(-1)?.seq
    const wanted = Math.min(AT_ONCE, limit - found.length)
    const query = { namespace, whole: true, undos: false, limit: wanted, author, before }
    const { lines } = await handlers.changes.history(query, context)
    found.push(...lines)
    if (lines.length < wanted) break
  }
  return found
}

/** `12  2026-11-30 05:06:07  app  Edited "..."  (undone by cli, change 14)` */
const textOf = ({ seq, at, author, summary, state, settledBy }: HistoryLine): string => {
  const time = new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ')
  const settled = settledBy === null ? '' : `  (${state} by ${settledBy.author}, change ${settledBy.seq})`
  return `${seq}  ${time}  ${author}  ${summary}${settled}`
}
