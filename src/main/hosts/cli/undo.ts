import type { Command } from 'commander'
import type { HistoryPoint, UndoToPlan } from '#contract/history'
import { StartError } from '../start-error.ts'
import { wholeArgument } from './arguments.ts'
import { say, sayJson, tellProgress } from './print.ts'
import { type CommandOptions, type Command as Opened, withHandlers } from './with-handlers.ts'

interface UndoFlags {
  readonly seq?: number
  readonly to?: number
  readonly dryRun?: boolean
  readonly json?: boolean
}

const numberOf = wholeArgument(1, Number.MAX_SAFE_INTEGER)

/** `soma undo` and `redo`: the last change of a namespace, one by its number, or all that came after one. */
export const addUndoCommands = (program: Command, options: CommandOptions): void => {
  program
    .command('undo')
    .description('take back the last change of the namespace that was not taken back yet')
    .option('--seq <number>', 'take back this change', numberOf)
    .option(
      '--to <number>',
      'go to this change: what came after it is taken back, what was taken back since comes again',
      wholeArgument(0, Number.MAX_SAFE_INTEGER),
    )
    .option('--dry-run', 'with --to: only say what that would do')
    .option('--json', 'print what did it as JSON')
    .action((flags: UndoFlags) => withHandlers(options, 'rows', (opened) => undo(opened, flags)))
  program
    .command('redo')
    .description('make the change again that was taken back last')
    .option('--seq <number>', 'make this change again', numberOf)
    .option('--json', 'print the change that did it as JSON')
    .action((flags: UndoFlags) =>
      withHandlers(options, 'rows', async (opened) => {
        const seq = flags.seq ?? (await nextOf(opened, 'redo'))
        tell(await opened.handlers.changes.redo({ seq }, opened.context), flags)
      }),
    )
}

const undo = async (opened: Opened, flags: UndoFlags): Promise<void> => {
  if (flags.to === undefined) {
    if (flags.dryRun === true) throw new StartError('--dry-run goes with --to.')
    const seq = flags.seq ?? (await nextOf(opened, 'undo'))
    return tell(await opened.handlers.changes.undo({ seq }, opened.context), flags)
  }
  if (flags.seq !== undefined) throw new StartError('Give --seq or --to, not both.')
  const point = { seq: flags.to, namespace: opened.namespace, whole: true }
  const plan = await opened.handlers.changes.planUndoTo(point, opened.context)
  if (flags.dryRun === true) return flags.json === true ? sayJson(plan) : say(planText(plan))
  await goTo(opened, point, flags)
}

const tell = (receipt: { readonly summary: string }, { json }: UndoFlags): void =>
  json === true ? sayJson(receipt) : say(receipt.summary)

const nextOf = async ({ handlers, namespace, context }: Opened, which: 'undo' | 'redo'): Promise<number> => {
  const line = (await handlers.changes.next({ namespace, whole: false }, context))[which]
  if (line === null) throw new StartError(`There is nothing to ${which} in "${namespace}".`)
  return line.seq
}

const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`

const planText = ({ undone, redone, memories, links, others, authors, obstacle }: UndoToPlan): string => {
  if (obstacle !== null) return `Change ${obstacle.change} stands in the way: ${obstacle.reason}.`
  if (undone + redone === 0) return 'That is where it stands already.'
  const acts = [
    ...(undone > 0 ? [`undo ${counted(undone, 'change')}`] : []),
    ...(redone > 0 ? [`redo ${counted(redone, 'change')}`] : []),
  ]
  const touched = [
    counted(memories, 'memory', 'memories'),
    counted(links, 'link'),
    ...(others > 0 ? [counted(others, 'other thing')] : []),
  ]
  const by = authors.map(({ author, changes }) => `${author} ${changes.toLocaleString('en')}`).join(', ')
  return `Would ${acts.join(' and ')}: ${touched.join(', ')}. By: ${by}.`
}

const goTo = async (
  { handlers, context }: Opened,
  point: HistoryPoint,
  { json }: UndoFlags,
): Promise<void> => {
  const made: number[] = []
  for await (const item of handlers.changes.undoTo(point, context)) {
    if (item.type === 'progress') {
      made.push(...item.made)
      tellProgress(`${item.done} of ${item.total}`)
    } else if (item.stopped !== null) {
      const { change, reason } = item.stopped
      throw new StartError(`Stopped after ${item.done} of ${item.total} at change ${change}: ${reason}.`)
    }
  }
  if (json === true) sayJson({ to: point.seq, changes: made })
  else say(`Went to change ${point.seq}: ${counted(made.length, 'change')} undone or redone.`)
}
