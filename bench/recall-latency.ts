import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { WebSocket } from 'ws'
import { contract } from '#contract/index'
import { createEngine } from '#engine/index'
import { programFiles } from '#hosts/program-files'
import { connect } from '#rpc/connect'
import { createWebSocketPort, type SocketLike } from '#rpc/web-socket-port'
import { openEmbedderThread } from '#workers/embedder-thread'
import { openStoreThreads } from '#workers/store-threads'
import { openVectorThread } from '#workers/vector-thread'
import { startServe } from '../test/journeys/edition.ts'
import { sampleSentences } from './corpus.ts'
import { seededRandom } from './seeded-random.ts'
import { wordnetSentences } from './wordnet.ts'

// One fused recall, from the engine's door through its threads and back, stage by stage; then from the call of another
// process to its answer, over the port that the browser edition speaks, which is what the page waits for:
//   npm run build && node bench/generate.ts --n 100000 --data FOLDER && node bench/recall-latency.ts --data FOLDER
// With --corpus wordnet for both, texts are real.
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    corpus: { type: 'string', default: 'sample' },
    namespace: { type: 'string', default: 'bench' },
    queries: { type: 'string', default: '400' },
  },
})
if (values.data === undefined || !existsSync(values.data)) {
  throw new Error('name a folder that bench/generate.ts has filled with --data FOLDER')
}

const LENGTHS = [1, 3, 11]
const STAGES = ['embed', 'keyword', 'vector', 'fuse', 'total'] as const

const files = programFiles(resolve(import.meta.dirname, '..'))
const clock = { now: () => Date.now() / 1000, elapsed: () => performance.now() }
const { store } = await openStoreThreads(files.storeWorker, {
  file: join(values.data, 'memories.sqlite'),
  // As the app has left it there, if it ran for a while.
  keywords: { file: join(values.data, 'index', 'keywords.words'), saves: false },
})
const opened = clock.elapsed()
// The first search that FTS5 does not answer is the first quick one. Four a second, as by somebody who types.
const probe = { namespace: values.namespace, terms: ['attack', 'memori'], limit: 200 }
const asked: number[] = []
for (let took = Number.POSITIVE_INFINITY; took > 3; asked.push(took)) {
  await new Promise((resolve) => setTimeout(resolve, 250))
  const started = clock.elapsed()
  await store.keywords(probe)
  took = clock.elapsed() - started
}
const slowest = Math.max(...asked).toFixed(0)
console.log(
  `keyword index there after ${Math.round(clock.elapsed() - opened)} ms; until then ${slowest} ms at most`,
)
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
const log = { info: () => {}, warn: console.warn, error: console.error }
const engine = createEngine({ store, index, embedder, clock, log })
await engine.load()
while ((await index.stats()).isBuilding) await new Promise((resolve) => setTimeout(resolve, 200))

const random = seededRandom(3)
const sentences = values.corpus === 'wordnet' ? wordnetSentences() : await sampleSentences(files.sample)
const queryOf = (length: number): string => {
  for (;;) {
    const words = (sentences[Math.floor(random() * sentences.length)] as string).split(/\s+/)
    if (words.length >= length) return words.slice(0, length).join(' ')
  }
}
const percentile = (times: readonly number[], share: number): number => {
  const sorted = [...times].sort((a, b) => a - b)
  return Number((sorted[Math.floor(times.length * share)] as number).toFixed(2))
}

const rows = []
for (const length of LENGTHS) {
  const timings = []
  for (let i = 0; i < Number(values.queries); i++) {
    const asked = { namespace: values.namespace, query: queryOf(length), k: 10 }
    timings.push((await engine.recall.search(asked, new AbortController().signal)).timings)
  }
  for (const stage of STAGES) {
    const times = timings.map((one) => one[stage])
    rows.push({ words: length, stage, 'p50 ms': percentile(times, 0.5), 'p95 ms': percentile(times, 0.95) })
  }
}
console.table(rows)
await engine.close()

const { url, stop } = await startServe(values.data)
const { origin, hash, searchParams } = new URL(url)
const token = searchParams.get('token') ?? new URLSearchParams(hash.slice(1)).get('token') ?? ''
const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, {
  headers: { authorization: `Bearer ${token}`, 'x-soma-client': 'bench' },
})
await once(socket, 'open')
const port = createWebSocketPort(socket as unknown as SocketLike, { maxSend: 2 ** 24, maxReceive: 2 ** 26 })
const client = connect(contract, port)
for (let took = Number.POSITIVE_INFINITY; took > 20; ) {
  const started = clock.elapsed()
  const { timings } = await client.recall.search({ namespace: values.namespace, query: queryOf(3), k: 10 })
  const { index: state } = await client.app.status({})
  const isReady = state.state === 'ready' && !state.isBuilding && timings.keyword < 20
  took = isReady ? clock.elapsed() - started : Number.POSITIVE_INFINITY
  await new Promise((resolve) => setTimeout(resolve, 250))
}
const over = []
for (const length of LENGTHS) {
  const times: number[] = []
  for (let i = 0; i < Number(values.queries); i++) {
    const asked = { namespace: values.namespace, query: queryOf(length), k: 10 }
    const started = clock.elapsed()
    await client.recall.search(asked)
    times.push(clock.elapsed() - started)
  }
  over.push({ words: length, 'p50 ms': percentile(times, 0.5), 'p95 ms': percentile(times, 0.95) })
}
console.log('from another process, over a WebSocket')
console.table(over)
socket.close()
await stop()
