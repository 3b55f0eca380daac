import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createCachedEmbedder } from '#embedders/cached-embedder'
import { createEngine } from '#engine/index'
import { programFiles } from '#hosts/program-files'
import { openEmbedderThread } from '#workers/embedder-thread'
import { openStoreThreads } from '#workers/store-threads'
import { openVectorThread } from '#workers/vector-thread'
import { generateMemories } from './corpus.ts'

// Fills a data folder with generated memories: `node bench/generate.ts --n 100000 --data FOLDER` (after a build).
const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '100000' },
    data: { type: 'string' },
    namespace: { type: 'string', default: 'bench' },
    seed: { type: 'string', default: '1' },
  },
})
if (values.data === undefined) throw new Error('say where with --data FOLDER')

const CHUNK = 1000
const files = programFiles(resolve(import.meta.dirname, '..'))
const memories = await generateMemories(files.sample, Number(values.n), Number(values.seed))
mkdirSync(values.data, { recursive: true })
const { store } = await openStoreThreads(files.storeWorker, { file: resolve(values.data, 'memories.sqlite') })
const embedder = await openEmbedderThread(files.embedderWorker, {
  provider: 'static',
  asset: files.embedder,
})
const index = await openVectorThread(files.vectorWorker, {
  dimension: embedder.dimension,
  jobWorker: files.jobWorker,
  snapshot: null,
})
const engine = createEngine({
  store,
  index,
  embedder: { ...createCachedEmbedder(embedder, { maxBytes: 1024 }), close: embedder.close },
  clock: { now: () => Date.now() / 1000, elapsed: () => performance.now() },
  log: { info: () => {}, warn: console.warn, error: console.error },
})
await engine.namespaces.create(values.namespace)
const started = performance.now()
for (let at = 0; at < memories.length; at += CHUNK) {
  const chunk = memories.slice(at, at + CHUNK)
  const summary = `Generated ${chunk.length} memories`
  await engine.memories.storeMany(values.namespace, chunk, { author: 'bench', action: 'import', summary })
}
const seconds = (performance.now() - started) / 1000
console.log(
  `${memories.length} memories in ${seconds.toFixed(1)} s, ${Math.round(memories.length / seconds)} a second`,
)
await engine.close()
