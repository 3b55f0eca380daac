import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Recast } from '#engine/secrets/recast'
import {
  checkSeals,
  type MaintenanceOptions,
  rotateKeys,
  sealAll,
  unsealAll,
} from '../composition/key-maintenance.ts'
import type { ResolvedConfig } from '../config.ts'
import { newKeyText } from '../encryption-key.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { confirmProduction } from './confirm-production.ts'
import { say, saySentence, tellProgress } from './print.ts'

export interface KeyCommandOptions {
  readonly files: ProgramFiles
  readonly settings: (keys?: { readonly encryption_old_key?: string }) => ResolvedConfig
}

/** `soma key`: everything about the key of encrypted fields. */
export const addKeyCommands = (program: Command, { files, settings }: KeyCommandOptions): void => {
  const key = program.command('key').description('encrypt payload fields at rest, and look after the key')
  key
    .command('new')
    .description('make a new key: print it, or write it where only you can read it')
    .option('--file <path>', 'write it to a new file')
    .option(
      '--keychain <name>',
      'hand it to the keychain of the desktop app, which takes it at its next start',
    )
    .action((flags: { file?: string; keychain?: string }) => makeKey(settings(), flags))

  const options = (flags: { old?: string }): MaintenanceOptions => {
    const config = settings(flags.old === undefined ? {} : { encryption_old_key: flags.old })
    return { config, files, onProgress: progress() }
  }
  const confirmed = async (flags: { old?: string }): Promise<MaintenanceOptions> => {
    const found = options(flags)
    await confirmProduction(found.config)
    return found
  }
  const old = ['--old <reference>', 'the key before: env:NAME, file:PATH, or the key itself'] as const
  key
    .command('seal')
    .description('encrypt what was stored before there was a key')
    .option(...old)
    .action(async (flags: { old?: string }) =>
      report('Encrypted', await sealAll(await confirmed(flags)), settings()),
    )
  key
    .command('rotate')
    .description('encrypt everything under the present key instead of the old one')
    .requiredOption(...old)
    .action(async (flags: { old: string }) =>
      report('Encrypted under the new key', await rotateKeys(await confirmed(flags)), settings()),
    )
  key
    .command('unseal')
    .description('write everything in the clear again')
    .option(...old)
    .action(async (flags: { old?: string }) =>
      report('Wrote in the clear', await unsealAll(await confirmed(flags))),
    )
  key
    .command('check')
    .description('whether the key fits and everything opens')
    .option(...old)
    .action((flags: { old?: string }) => check(options(flags)))
}

const makeKey = (config: ResolvedConfig, { file, keychain }: { file?: string; keychain?: string }): void => {
  const text = newKeyText()
  if (file === undefined && keychain === undefined) {
    say(text)
    return
  }
  const path = file === undefined ? join(config.data_dir, 'keychain', `${keychain}.new`) : resolve(file)
  writeNew(path, text)
  const reference = file === undefined ? `keychain:${keychain}` : `file:${path}`
  say(`Wrote a new key to ${path}. Name it with memory_enterprise.encryption_key: ${reference}`)
  say('Keep a copy of it elsewhere: what is encrypted is lost with its key.')
}

const writeNew = (path: string, text: string): void => {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, `${text}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST'
    const why = exists ? 'it is there already, and a key is never written over' : (error as Error).message
    throw new StartError(`The file ${path} cannot be written: ${why}.`, { cause: error })
  }
}

const report = (did: string, { states, lines, broken }: Recast, config?: ResolvedConfig): void => {
  const lost = `${broken} states do not open and were left as they are; the keys are all needed still.`
  const sentences = [
    `${did}: ${states.toLocaleString('en')} states of memories, ${lines.toLocaleString('en')} lines of the journal.`,
    ...(config === undefined ? [] : [backupsOf(config)]),
    ...(broken === 0 ? [] : [lost]),
  ]
  saySentence(sentences.join('\n'), { states, lines, broken })
  if (broken > 0) process.exitCode = 1
}

const backupsOf = ({ data_dir }: ResolvedConfig): string =>
  `Backups of before are as they were, in ${join(data_dir, 'backups')}: delete what you do not need.`

const check = async (options: MaintenanceOptions): Promise<void> => {
  const { record, sealed, plain, broken } = await checkSeals(options)
  const keys = Object.fromEntries(sealed)
  const { fields = [], isComplete = false } = record ?? {}
  say(
    JSON.stringify(
      { encrypted: record !== null, fields, complete: isComplete, sealed: keys, plain, broken },
      null,
      2,
    ),
  )
  if (broken > 0) process.exitCode = 1
}

/** A line for each tenth. */
const progress = () => {
  let told = 0
  return (memories: number, total: number): void => {
    const tenth = total === 0 ? 10 : Math.floor((10 * memories) / total)
    if (tenth <= told) return
    told = tenth
    tellProgress(`${memories.toLocaleString('en')} of ${total.toLocaleString('en')} memories`)
  }
}
