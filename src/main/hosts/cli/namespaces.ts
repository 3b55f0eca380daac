import type { Command } from 'commander'
import { AppError } from '#contract/errors'
import { wholeArgument } from './arguments.ts'
import { sayJson } from './print.ts'
import { type CommandOptions, type Command as Opened, withHandlers } from './with-handlers.ts'

/** `soma namespaces`: the stores of a database. */
export const addNamespaceCommands = (program: Command, options: CommandOptions): void => {
  const namespaces = program.command('namespaces').description('the namespaces of the database')
  const on = (work: (opened: Opened) => Promise<object>): Promise<void> =>
    withHandlers(options, 'rows', async (opened) => sayJson(await work(opened)))

  namespaces
    .command('list', { isDefault: true })
    .description('their names, and how many memories live in each and lie in its bin, as JSON')
    .action(() => on(({ handlers, context }) => handlers.namespaces.list({}, context)))
  namespaces
    .command('create <name>')
    .description('make an empty one')
    .action((name: string) =>
      on(async ({ handlers, context }) => {
        const { seq } = await handlers.namespaces.create({ name }, context)
        return { created: name, seq }
      }),
    )
  namespaces
    .command('rename <from> <to>')
    .description('give one another name; ids of memories are made of it and change too')
    .action((from: string, to: string) =>
      on(async ({ handlers, context }) => {
        const { seq } = await handlers.namespaces.rename({ from, to }, context)
        return { renamed: from, to, seq }
      }),
    )
  namespaces
    .command('copy <from> <to>')
    .description('copy living memories and their links into a new one')
    .action((from: string, to: string) =>
      on(({ handlers, context }) => handlers.namespaces.copy({ from, to }, context)),
    )
  namespaces
    .command('delete <name>')
    .description(
      'delete one with all that is in it; it can be brought back as long as deleted memories are kept',
    )
    .requiredOption('--confirm <name>', 'its name once more, so that no slip deletes it')
    .action((name: string, { confirm }: { confirm: string }) =>
      on(({ handlers, context }) => handlers.namespaces.remove({ name, confirm }, context)),
    )
  namespaces
    .command('deleted')
    .description('those that can be brought back, as JSON')
    .action(() => on(({ handlers, context }) => handlers.namespaces.bin({}, context)))
  namespaces
    .command('restore <name>')
    .description('bring back the last one of this name that was deleted')
    .action((name: string) =>
      on(async ({ handlers, context }) => {
        const binned = (await handlers.namespaces.bin({}, context)).find((one) => one.name === name)
        if (binned === undefined) throw new AppError('namespace/not-found', { namespace: name })
        const { count } = await handlers.changes.undo({ seq: binned.seq }, context)
        return { restored: name, memories: count }
      }),
    )
  namespaces
    .command('purge')
    .argument('<seq>', 'the number of its change', wholeArgument(1, Number.MAX_SAFE_INTEGER))
    .description('delete one of the deleted for good; a backup of the database is made first')
    .requiredOption('--confirm <name>', 'its name, so that no slip deletes it')
    .action((seq: number, { confirm }: { confirm: string }) =>
      on(({ handlers, context }) => handlers.namespaces.purge({ seq, confirm }, context)),
    )
  namespaces
    .command('compare <left> <right>')
    .description('memories that stand in one of two only, or differ')
    .option('--limit <number>', 'how many to list at most', wholeArgument(1, 1000), 200)
    .action((left: string, right: string, { limit }: { limit: number }) =>
      on(({ handlers, context }) => handlers.namespaces.compare({ left, right, limit }, context)),
    )
}
