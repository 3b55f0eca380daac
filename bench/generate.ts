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
import { drawnLinks } from './drawn-links.ts'
import { wordnetMemories } from './wordnet.ts'

// Fills a data folder (after a build) with memories that read like the sample, or with WordNet and its links, which is
// real text: `node bench/generate.ts --n 100000 [--links 0] --data FOLDER`, `node bench/generate.ts --corpus wordnet --data FOLDER`
// (after `npm ci --ignore-scripts --prefix tools/embedder`). `--at 2026-11-30T09:30:00Z`: by a clock that begins then.
const { values } = parseArgs({
  options: {
    n: { type: 'string' },
    corpus: { type: 'string', default: 'sample' },
    data: { type: 'string' },
    namespace: { type: 'string', default: 'bench' },
    links: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    at: { type: 'string' },
  },
})
if (values.data === undefined) throw new Error('say where with --data FOLDER')

const CHUNK = 1000
const LINKS = 10_000
const files = programFiles(resolve(import.meta.dirname, '..'))
const [count, seed] = [Number(values.n ?? 100_000), Number(values.seed)]
const ahead = values.at === undefined ? 0 : new Date(values.at).getTime() - Date.now()
if (Number.isNaN(ahead)) throw new Error(`--at ${values.at} is no time`)
const sampleMemories = async () => {
  const drawn = await generateMemories(files.sample, count, seed)
  const places = drawn.map(({ coordinate }) => coordinate)
  return { memories: drawn, links: drawnLinks(places, Number(values.links), seed) }
}
const { memories, links } = values.corpus === 'wordnet' ? wordnetMemories(seed) : await sampleMemories()
mkdirSync(values.data, { recursive: true })
const { store } = await openStoreThreads(files.storeWorker, { file: resolve(values.data, 'memories.sqlite') })
const embedder = await openEmbedderThread(files.embedderWorker, {
  provider: 'static',
  asset: files.embedder,
})
const index = openVectorThread(files.vectorWorker, {
  dimension: embedder.dimension,
  jobWorker: files.jobWorker,
  trialWorker: files.trialWorker,
  snapshot: null,
})
const engine = createEngine({
  store,
  index,
  embedder: { ...createCachedEmbedder(embedder, { maxBytes: 1024 }), close: embedder.close },
  clock: { now: () => (Date.now() + ahead) / 1000, elapsed: () => performance.now() },
  log: { info: () => {}, warn: console.warn, error: console.error },
})
await engine.namespaces.create(values.namespace)
const started = performance.now()
for (let at = 0; at < memories.length; at += CHUNK) {
  const chunk = memories.slice(at, at + CHUNK)
  const summary = `Generated ${chunk.length} memories`
  await engine.memories.storeMany(values.namespace, chunk, { author: 'bench', action: 'import', summary })
}
for (let at = 0; at < links.length; at += LINKS) {
  await engine.links.putMany(values.namespace, links.slice(at, at + LINKS), 'bench')
}
const seconds = (performance.now() - started) / 1000
console.log(
  `${memories.length} memories and ${links.length} links in ${seconds.toFixed(1)} s, ${Math.round(memories.length / seconds)} a second`,
)
await engine.close()
