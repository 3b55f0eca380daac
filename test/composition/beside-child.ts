import { createInterface } from 'node:readline'
import { openBeside } from '#hosts/composition/open-beside'
import { loadConfig } from '#hosts/config'
import { builtFiles } from './built-files.ts'

/**
 * A process beside others on a data folder: it stores so many memories, with a recall now and then. For each line that
 * it reads it says what it sees: how many memories there are, and what a recall of that line finds first.
 */
const [dataDir = '', author = '', count = '0', row = '0'] = process.argv.slice(2)
const config = loadConfig({ env: {}, explicit: { data_dir: dataDir } })
const quiet = { info: () => {}, warn: console.error, error: console.error }
const beside = await openBeside({
  config,
  files: builtFiles,
  version: '0.0.0',
  log: quiet,
  vectors: true,
  kind: 'mcp',
})
const { memories, recall } = beside.handlers
const context = { client: author, signal: new AbortController().signal }
const namespace = config.namespace

const ask = async (query: string): Promise<readonly number[] | undefined> => {
  const { hits } = await recall.search({ namespace, query, k: 1 }, context)
  return hits[0]?.memory.coordinate
}

for (let n = 0; n < Number(count); n++) {
  const payload = JSON.stringify({ text: `${author} noted number ${n}` })
  const rest = { type: 'episodic', importance: 0, ifTaken: 'refuse' } as const
  await memories.store({ namespace, coordinate: [Number(row), n], payload, ...rest }, context)
  if (n % 50 === 49) await ask(`${author} noted number ${n}`)
}
process.stdout.write('written\n')
await beside.loaded

for await (const query of createInterface({ input: process.stdin })) {
  const { total } = await memories.stats({ namespace }, context)
  process.stdout.write(`${JSON.stringify({ total, found: await ask(query) })}\n`)
}
await beside.close()
