import type { Command } from 'commander'
import { sayJson } from './print.ts'
import { type CommandOptions, withHandlers } from './with-handlers.ts'

/** `soma namespaces`: the stores of a database. */
export const addNamespaceCommands = (program: Command, options: CommandOptions): void => {
  program
    .command('namespaces')
    .description('the namespaces of the database')
    .command('list')
    .description('their names, and how many memories live in each and lie in its bin, as JSON')
    .action(() =>
      withHandlers(options, 'rows', async ({ handlers, context }) => {
        sayJson(await handlers.namespaces.list({}, context))
      }),
    )
}
