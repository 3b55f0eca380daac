import type { Command } from 'commander'
import type { ActivityEntry } from '#contract/activity'
import { AUDIT_ACTIONS } from '#engine/observe/audit-entries'
import { isWanted } from '../activity/activity-entry.ts'
import { auditFollow, auditPage } from '../activity/audit-pages.ts'
import { auditSettings } from '../composition/open-audit.ts'
import { StartError } from '../start-error.ts'
import { choiceArgument, wholeArgument } from './arguments.ts'
import { say } from './print.ts'
import { untilInterrupted } from './until-interrupted.ts'
import type { CommandOptions } from './with-handlers.ts'

interface ActivityFlags {
  readonly action?: ActivityEntry['action']
  readonly client?: string
  readonly text?: string
  readonly limit: number
  readonly follow?: boolean
  readonly json?: boolean
}

/** `soma activity`: what happened last, and what happens, by every process, in lines for people. */
export const addActivityCommand = (program: Command, options: CommandOptions): void => {
  program
    .command('activity')
    .description('what happened last, oldest first, whichever process did it')
    .option('--action <action>', `only one of ${AUDIT_ACTIONS.join(', ')}`, choiceArgument(...AUDIT_ACTIONS))
    .option('--client <name>', 'only what this client did')
    .option('--text <words>', 'only where they stand in the query, a coordinate or the name of a setting')
    .option('--limit <number>', 'how many', wholeArgument(1, 500), 20)
    .option('--follow', 'go on with what comes, until Ctrl-C')
    .option('--json', 'a JSON object a line')
    .action(async ({ action, client, text, limit, follow, json }: ActivityFlags) => {
      const { enabled, path } = auditSettings(options.settings())
      if (!enabled)
        throw new StartError('The audit log is off, and nothing else knows what happened: set audit.enabled.')
      const filter = {
        ...(action !== undefined && { actions: [action] }),
        ...(client !== undefined && { client }),
        ...(text !== undefined && { text }),
      }
      const tell = (entry: ActivityEntry): void => say(json === true ? JSON.stringify(entry) : lineOf(entry))
      const following = untilInterrupted()
      const live = follow === true ? auditFollow(path, following) : null
      const { entries } = await auditPage(path, { ...filter, limit }, following.signal)
      entries.reverse().forEach(tell)
      if (live === null) return
      for await (const some of live) some.filter((entry) => isWanted(entry, filter)).forEach(tell)
    })
}

/** `2026-11-30 05:06:07  agent-7  recall  "cookies", 10 hits, 4.2 ms` */
const lineOf = (entry: ActivityEntry): string => {
  const { at, client, action, change, query, took, count, coordinates, names } = entry
  const time = new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ')
  const what =
    action === 'recall'
      ? [
          query === null ? 'a query that is not written down' : JSON.stringify(query),
          `${count} hits`,
          took !== null && `${took} ms`,
        ]
      : [
          coordinates
            .slice(0, 3)
            .map((one) => `(${one.join(', ')})`)
            .join(' '),
          count > 3 && `${count} in all`,
          ...names,
        ]
  return [time, client, change === null ? action : `${action} (${change})`, what.filter(Boolean).join(', ')]
    .join('  ')
    .trimEnd()
}
