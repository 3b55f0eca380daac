import { writeSync } from 'node:fs'
import { createEngine } from '#engine/index'
import { openEmbedderThread } from '#workers/embedder-thread'
import { openStoreThreads } from '#workers/store-threads'
import { openVectorThread } from '#workers/vector-thread'
import { builtFiles } from './built-files.ts'

/**
 * Stores memories one by one, the next numbers after those that are there, and prints each number that was acknowledged.
 * Every fifth is stored a second time, so that there are versions.
 */
const [, , file = '', first = '0'] = process.argv
const { store } = await openStoreThreads(builtFiles.storeWorker, { file })
const embedder = await openEmbedderThread(builtFiles.embedderWorker, {
  provider: 'static',
  asset: builtFiles.embedder,
})
const index = openVectorThread(builtFiles.vectorWorker, {
  dimension: embedder.dimension,
  jobWorker: builtFiles.jobWorker,
  trialWorker: builtFiles.trialWorker,
  snapshot: null,
})
const clock = { now: () => Date.now() / 1000, elapsed: () => performance.now() }
const log = { info: () => {}, warn: () => {}, error: () => {} }
const engine = createEngine({ store, index, embedder, clock, log })
await engine.load()
if (!(await engine.namespaces.list()).some(({ name }) => name === 'crash'))
  await engine.namespaces.create('crash')

const put = (n: number, text: string) =>
  engine.memories.store(
    {
      namespace: 'crash',
      coordinate: [n],
      payload: JSON.stringify({ text, n }),
      type: 'episodic',
      importance: 0,
      ifTaken: 'update',
    },
    'crash-child',
  )

for (let n = Number(first); ; n++) {
  const outcome = await put(n, `memory number word${n} of the crash`)
  if (n % 5 === 0 && outcome.stored && outcome.created)
    await put(n, `memory number word${n} of the crash, again`)
  writeSync(1, `${n}\n`)
}
