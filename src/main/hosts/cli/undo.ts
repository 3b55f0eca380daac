import type { Command } from 'commander'
import type { Change } from '#contract/changes'
import { StartError } from '../start-error.ts'
import { wholeArgument } from './arguments.ts'
import { say, sayJson } from './print.ts'
import { type CommandOptions, type Command as Opened, withHandlers } from './with-handlers.ts'

const AT_ONCE = 500

type UndoFlags = { seq?: number; json?: boolean }

/** `soma undo` and `redo`: the last change of a namespace, or one by its number. */
export const addUndoCommands = (program: Command, options: CommandOptions): void => {
  program
    .command('undo')
    .description('take back the last change of the namespace that was not taken back yet')
    .option('--seq <number>', 'take back this change', wholeArgument(1, Number.MAX_SAFE_INTEGER))
    .option('--json', 'print the change that did it as JSON')
    .action((flags: UndoFlags) =>
      withHandlers(options, 'rows', async (opened) =>
        undo(opened, flags.seq ?? (await lastChange(opened)), flags),
      ),
    )
  program
    .command('redo')
    .description('make the change again that was taken back last')
    .option('--json', 'print the change that did it as JSON')
    .action((flags: UndoFlags) =>
      withHandlers(options, 'rows', async (opened) => undo(opened, await lastUndo(opened), flags)),
    )
}

const undo = async ({ handlers, context }: Opened, seq: number, { json }: UndoFlags): Promise<void> => {
  const receipt = await handlers.changes.undo({ seq }, context)
  if (json === true) sayJson(receipt)
  else say(receipt.summary)
}

const lastChange = async (opened: Opened): Promise<number> => {
  for await (const { change, isUndo } of standing(opened)) if (!isUndo) return change.seq
  throw new StartError(`There is nothing to undo in "${opened.namespace}".`)
}

/** What was taken back before a new change was made stays taken back. */
const lastUndo = async (opened: Opened): Promise<number> => {
  for await (const { change, isUndo } of standing(opened)) {
    if (isUndo) return change.seq
    if (change.undoes === null) break
  }
  throw new StartError(`There is nothing to redo in "${opened.namespace}".`)
}

interface Standing {
  readonly change: Change
  readonly isUndo: boolean
}

/** Changes that nobody took back, newest first, and whether they took one back: to undo an undo is to redo. */
async function* standing({ handlers, namespace, context }: Opened): AsyncGenerator<Standing> {
  const list = (before?: number): Promise<Change[]> =>
    handlers.changes.list({ namespace, limit: AT_ONCE, ...(before !== undefined && { before }) }, context)
  const isUndo = async ({ undoes }: Change): Promise<boolean> => {
    if (undoes === null) return false
    const [undone] = await handlers.changes.list({ before: undoes + 1, limit: 1 }, context)
    return undone?.seq !== undoes || !(await isUndo(undone))
  }
  for (let page = await list(); page.length > 0; page = await list(page.at(-1)?.seq)) {
    for (const change of page) if (change.undoneBy === null) yield { change, isUndo: await isUndo(change) }
  }
}
