import { writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { createEngine } from '#engine/index'
import { createEmbedderSource } from '#hosts/composition/embedder-source'
import { openActive } from '#hosts/composition/open-active'
import { loadConfig } from '#hosts/config'
import { openStoreThreads } from '#workers/store-threads'
import { builtFiles } from './built-files.ts'

/**
 * Changes the embedder of a database with many memories, or goes on with that, and writes one memory after the other
 * meanwhile. Prints `done N` as it gets on, `stored N` for each memory that was acknowledged, `switched` at the end.
 */
const [, , dataDir = '', count = '0'] = process.argv
const config = loadConfig({ env: {}, explicit: { data_dir: dataDir } })
const { store } = await openStoreThreads(builtFiles.storeWorker, { file: config.database })
const source = createEmbedderSource(config, {
  files: builtFiles,
  secrets: { env: {} },
  conceal: () => {},
  onHealth: () => {},
})
const clock = { now: () => Date.now() / 1000, elapsed: () => performance.now() }
const log = { info: () => {}, warn: () => {}, error: () => {} }
const first = { provider: 'hash', dimension: 64 }
const { embedder, settings } = await openActive(store, source, { configured: first, log })
const index = await source.openIndex(embedder)
const wait = (seconds: number, signal: AbortSignal): Promise<void> =>
  delay(seconds * 1000, undefined, { signal }).catch(() => {})
const embedding = { source, settings, wait }
const engine = createEngine({ store, index, embedder, clock, log, embedding })
const say = (line: string): void => void writeSync(1, `${line}\n`)

const input = (n: number) => ({
  coordinate: [n],
  payload: JSON.stringify({ text: `memory number word${n} of the switch` }),
  type: 'semantic' as const,
  importance: 0,
  ifTaken: 'update' as const,
})
const known = await engine.namespaces.list()
if (known.length === 0) {
  await engine.namespaces.create('switch')
  const inputs = Array.from({ length: Number(count) }, (_, n) => input(n))
  const change = { author: 'child', action: 'import', summary: 'many' }
  await engine.memories.storeMany('switch', inputs, change)
}
await engine.load()
await engine.embedders.start()
if (embedder.dimension === 64 && (await engine.embedders.state()).change === null) {
  await engine.embedders.change({ provider: 'hash', dimension: 256 }, 'child')
}

const write = async (): Promise<void> => {
  const { total } = await engine.memories.stats('switch')
  for (let n = total; ; n++) {
    await engine.memories.store({ namespace: 'switch', ...input(n) }, 'child')
    say(`stored ${n}`)
    await delay(5)
  }
}
void write()
for (;;) {
  const { change } = await engine.embedders.state()
  say(change === null ? 'switched' : `done ${change.done}`)
  await delay(5)
}
