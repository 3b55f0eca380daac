import { resolve } from 'node:path'
import { CommanderError } from 'commander'
import { isAppError } from '#contract/errors'
import packageJson from '../../../../package.json' with { type: 'json' }
import { programFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { createProgram } from './program.ts'
import { whenNobodyReads } from './when-nobody-reads.ts'

/** The built program stands two folders below its package. */
const files = programFiles(resolve(import.meta.dirname, '../..'))
const program = createProgram({ files, env: process.env })

// Only where it stands first: behind a command it may mean another version.
if (/^(-V|--version)$/.test(process.argv[2] ?? '')) program.version(packageJson.version)

interface Asked {
  readonly debug?: boolean
  readonly json?: boolean
}

/** Every error is one line that says what was wrong and what would be right; a stack only on request. */
const explain = (error: unknown, { debug, json }: Asked): string => {
  if (!(error instanceof Error)) return `soma: ${String(error)}`
  if (json === true) return JSON.stringify({ error: error.message, code: codeOf(error) })
  return `soma: ${debug === true ? (error.stack ?? error.message) : error.message}`
}

const codeOf = (error: Error): string => {
  const told = isAppError(error.cause) ? error.cause : error
  if (isAppError(told)) return told.code
  return error instanceof StartError ? 'request/invalid' : 'internal'
}

/** Behind a command it is the command that has read them. */
const asked = (): Asked => {
  const has = (flag: string): boolean => process.argv.includes(flag)
  return { debug: has('--debug'), json: has('--json') }
}

whenNobodyReads(process.stdout, (code) => process.exit(code))

try {
  // Said here and not found out: in the installed app commander would look for Electron's own arguments.
  await program.parseAsync(process.argv.slice(2), { from: 'user' })
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2)
  process.stderr.write(`${explain(error, asked())}\n`)
  process.exit(error instanceof StartError ? 2 : 1)
}
