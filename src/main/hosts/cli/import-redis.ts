import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { originalFiles } from '../composition/original-files.ts'
import type { ResolvedConfig } from '../config.ts'
import { StartError } from '../start-error.ts'
import { type ConnectionCommands, found, registryOf } from './connections.ts'
import { importFile } from './import-file.ts'
import { tellProgress } from './print.ts'

interface ImportRedis extends ConnectionCommands {
  /** Where the memories go. */
  readonly settings: () => ResolvedConfig
}

interface Flags {
  readonly from: string
  readonly skip?: boolean
  readonly dryRun?: boolean
}

const WHYS = {
  pickle: 'is a Python pickle. To read one is to run whatever program stands in it, so it is not read',
  'not-json': 'is no JSON object',
  'no-place': 'has no coordinate of numbers',
} as const
const SHOWN = 10
const FAILED = 2

/** `soma import-redis`: what the original Python engine left in a Redis as JSON. */
export const addImportRedisCommand = (program: Command, { files, home, settings }: ImportRedis): void => {
  program
    .command('import-redis')
    .description(
      'import memories that the Python engine wrote into a Redis as JSON, each namespace into one of its name; that Redis is only read',
    )
    .requiredOption('--from <name>', 'connection to that Redis')
    .option('--skip', 'leave memories as they are whose place is taken')
    .option('--dry-run', 'only say what would come of it')
    .action(async ({ from, skip, dryRun }: Flags) => {
      const registry = registryOf(home())
      const folder = mkdtempSync(join(tmpdir(), 'soma-import-'))
      try {
        const left = await originalFiles(registry.configOf(found(registry, from).id), folder)
        for (const { key, why } of left.refused.slice(0, SHOWN)) tellProgress(`${key} ${WHYS[why]}.`)
        if (left.refused.length > SHOWN) tellProgress(`So are ${left.refused.length - SHOWN} more.`)
        if (left.files.size === 0) throw new StartError(`There are no memories as JSON in "${from}".`)
        for (const [namespace, path] of left.files) {
          const options = { files, settings: () => ({ ...settings(), namespace }) }
          const how = { ...(skip && { skip }), ...(dryRun && { dryRun }), quiet: true }
          await importFile(options, { path, format: 'jsonl', says: 'report', ...how })
        }
        if (left.refused.length > 0) process.exitCode = FAILED
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
}
