import { createReadStream, writeSync } from 'node:fs'
import { openBeside } from '#hosts/composition/open-beside'
import { loadConfig } from '#hosts/config'
import { builtFiles } from './built-files.ts'

/** Imports a file, going on where an import of it ended, and prints how many memories and links are in. */
const [, , dataDir = '', file = ''] = process.argv
const config = loadConfig({ env: {}, explicit: { data_dir: dataDir, namespace: 'crash' } })
const log = { info: () => {}, warn: () => {}, error: () => {} }
const beside = await openBeside({
  config,
  files: builtFiles,
  version: '0',
  log,
  vectors: false,
  kind: 'cli',
})
const { imports } = beside.handlers
const context = { client: 'child', signal: new AbortController().signal }
let { upload } = await imports.upload({ text: '' }, context)
for await (const text of createReadStream(file, { encoding: 'utf8', highWaterMark: 1_000_000 })) {
  ;({ upload } = await imports.upload({ upload, text: text as string }, context))
}
const query = { namespace: 'crash', upload, name: 'file.jsonl', format: 'jsonl', mode: 'update' } as const
for await (const item of imports.run({ ...query, dryRun: false, resume: true }, context)) {
  if (item.kind === 'progress') writeSync(1, `${item.count}\n`)
  if (item.kind === 'done') writeSync(1, `${JSON.stringify(item.report)}\n`)
}
await beside.close()
