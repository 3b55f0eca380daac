import { type Command, InvalidArgumentError } from 'commander'
import { AUDIT_ACTIONS } from '#engine/observe/audit-entries'
import { type AuditQuery, readAudit } from '../audit/read-audit.ts'
import { auditSettings } from '../composition/open-audit.ts'
import { choiceArgument } from './arguments.ts'
import { say } from './print.ts'
import { untilInterrupted } from './until-interrupted.ts'
import type { CommandOptions } from './with-handlers.ts'

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/** A moment, or how long ago it was: `2026-03-01`, `90m`. */
const sinceArgument = (text: string): number => {
  const [, ago, unit] = /^(\d+)([smhd])$/.exec(text) ?? []
  if (ago !== undefined) return Date.now() / 1000 - Number(ago) * SECONDS[unit as keyof typeof SECONDS]
  const at = Date.parse(text)
  if (!Number.isNaN(at)) return at / 1000
  throw new InvalidArgumentError('this is a date, or how long ago: 2026-03-01, 90m, 2h, 7d')
}

/** `soma audit`: who did what, as it was written down. */
export const addAuditCommand = (program: Command, options: CommandOptions): void => {
  program
    .command('audit')
    .description('who changed and recalled what, oldest first, a JSON object a line')
    .option('--action <action>', `only one of ${AUDIT_ACTIONS.join(', ')}`, choiceArgument(...AUDIT_ACTIONS))
    .option('--author <name>', 'only what this client did')
    .option('--since <when>', 'only since a date, or so long ago: 90m, 2h, 7d', sinceArgument)
    .option('--follow', 'go on with what comes, until Ctrl-C')
    .action(async ({ follow, ...query }: AuditQuery & { follow?: boolean }) => {
      const { path } = auditSettings(options.settings())
      let torn = 0
      const reading = { query, onTorn: () => torn++ }
      const following = follow === true ? untilInterrupted() : undefined
      for await (const { text } of readAudit(path, reading, following)) say(text)
      if (torn > 0) process.stderr.write(`soma: ${torn} lines cannot be read and are left out\n`)
    })
}
