import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { WebSocket } from 'ws'
import { contract, type SomaClient } from '#contract/index'
import { programFiles } from '#hosts/program-files'
import { connect } from '#rpc/connect'
import { createWebSocketPort, type SocketLike } from '#rpc/web-socket-port'
import { startServe } from '../test/journeys/edition.ts'
import { sampleSentences } from './corpus.ts'
import { seededRandom } from './seeded-random.ts'

// What watching costs a recall, with pauses between two as a person or an agent leaves them: the same queries in turns
// with everything off (no watch, no autotune, no audit log, nobody who follows) and with everything on, where the watch
// measures as often as it may be told to, twenty times as often as by default. The history of metrics runs in both.
//   npm run build && node bench/generate.ts --n 100000 --data FOLDER && node bench/watched-recall.ts --data FOLDER
// `--on watch` switches on some of it alone; `chrt -r 10` before it keeps what else the machine does out of the figures.
// In each turn first one goes first and then the other, so that whatever else the machine does cancels out. The
// interval is a bootstrap over turns. Settings of the folder are changed.
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    namespace: { type: 'string', default: 'bench' },
    turns: { type: 'string', default: '12' },
    recalls: { type: 'string', default: '45' },
    every: { type: 'string', default: '30' },
    on: { type: 'string', default: 'watch,autotune,audit,follow' },
  },
})
if (values.data === undefined || !existsSync(values.data)) {
  throw new Error('name a folder that bench/generate.ts has filled with --data FOLDER')
}
const { namespace } = values
const TURNS = Number(values.turns)
const RECALLS = Number(values.recalls)
/** Seconds between two recalls: a rest of a second, which is what the watch waits for, follows every third. */
const PAUSE = { least: 0.05, most: 1.5 }
const KEPT = 200

const random = seededRandom(7)
const sentences = await sampleSentences(programFiles(resolve(import.meta.dirname, '..')).sample)
const query = (): string =>
  (sentences[Math.floor(random() * sentences.length)] as string)
    .split(/\s+/)
    .slice(0, 3 + Math.floor(random() * 8))
    .join(' ')
const sleep = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1000))

const server = await startServe(values.data)
const { origin, hash, searchParams } = new URL(server.url)
const token = searchParams.get('token') ?? new URLSearchParams(hash.slice(1)).get('token') ?? ''
const clientOf = async (): Promise<{ client: SomaClient; socket: WebSocket }> => {
  const headers = { authorization: `Bearer ${token}`, 'x-soma-client': 'bench' }
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers })
  await once(socket, 'open')
  const port = createWebSocketPort(socket as unknown as SocketLike, { maxSend: 2 ** 24, maxReceive: 2 ** 26 })
  return { client: connect(contract, port), socket }
}
const { client, socket } = await clientOf()

const timed = async (asked: string): Promise<number> => {
  const started = performance.now()
  await client.recall.search({ namespace, query: asked, k: 10 })
  return performance.now() - started
}
const isReady = async (): Promise<boolean> => {
  const { index } = await client.app.status({})
  return index.state === 'ready' && !index.isBuilding && (await timed(query())) < 100
}
while (!(await isReady())) await sleep(0.5)

const choose = (settings: Record<string, string | number | boolean>): Promise<unknown> =>
  client.settings.set({
    settings: Object.entries({ 'quality.watch.interval_seconds': Number(values.every), ...settings }).map(
      ([key, value]) => ({ key, value }),
    ),
  })
await choose({ 'quality.watch.enabled': true, 'audit.enabled': true, 'quality.autotune.mode': 'off' })
while ((await client.quality.watch({ namespace })).queries < KEPT) {
  for (let n = 0; n < 20; n++) await timed(query())
  await sleep(1)
}
const first = await client.quality.measure({ namespace })
// What is there already: autotune looks each time, and moves nothing, so that both sides search as hard.
const held = Math.floor(((first?.recall10.value ?? 0.95) - 0.002) * 1000) / 1000

const measured = async (): Promise<number> => {
  const { points } = await client.quality.series({ namespace, from: 0 })
  return points.length
}

const parts = new Set(values.on.split(','))
const ON = {
  'quality.watch.enabled': parts.has('watch'),
  'audit.enabled': parts.has('audit'),
  'quality.autotune.mode': parts.has('autotune') ? 'recall' : 'off',
  'quality.autotune.recall': held,
}
const OFF = { 'quality.watch.enabled': false, 'audit.enabled': false, 'quality.autotune.mode': 'off' }

const turn = async (isOn: boolean, asked: readonly { text: string; pause: number }[]): Promise<number[]> => {
  await choose(isOn ? ON : OFF)
  const stop = new AbortController()
  const following = isOn && parts.has('follow') ? follow(stop.signal) : Promise.resolve()
  await sleep(3)
  const times: number[] = []
  for (const { text, pause } of asked) {
    times.push(await timed(text))
    await sleep(pause)
  }
  stop.abort()
  await following
  return times
}
const follow = async (signal: AbortSignal): Promise<void> => {
  try {
    for await (const _ of client.activity.follow({}, { signal }));
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] as number

const off: number[][] = []
const on: number[][] = []
const loads: number[] = []
const before = await measured()
for (let n = 0; n < TURNS; n++) {
  const asked = Array.from({ length: RECALLS }, () => ({
    text: query(),
    pause: PAUSE.least + random() * (PAUSE.most - PAUSE.least),
  }))
  for (const isOn of n % 2 === 0 ? [false, true] : [true, false]) {
    const times = await turn(isOn, asked)
    ;(isOn ? on : off).push(times)
    loads.push(loadavg()[0] as number)
    const line = {
      turn: n,
      isOn,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      load: loads.at(-1),
    }
    console.error(JSON.stringify(line))
  }
}

const ratioOf = (turns: readonly number[], share: number): number =>
  percentile(
    turns.flatMap((i) => on[i] as number[]),
    share,
  ) /
  percentile(
    turns.flatMap((i) => off[i] as number[]),
    share,
  )
const all = Array.from({ length: TURNS }, (_, i) => i)
const rows = [0.5, 0.9, 0.95, 0.99].map((share) => {
  const drawn = Array.from({ length: 2000 }, () =>
    ratioOf(
      all.map(() => Math.floor(random() * TURNS)),
      share,
    ),
  ).sort((a, b) => a - b)
  return {
    percentile: share * 100,
    'off ms': percentile(off.flat(), share).toFixed(2),
    'on ms': percentile(on.flat(), share).toFixed(2),
    ratio: ratioOf(all, share).toFixed(3),
    from: (drawn[50] as number).toFixed(3),
    to: (drawn[1950] as number).toFixed(3),
  }
})
console.table(rows)
const [least, most] = [Math.min(...loads), Math.max(...loads)]
console.log(
  `${TURNS * RECALLS} recalls each; ${(await measured()) - before} measurements of the watch meanwhile; load ${least.toFixed(1)} to ${most.toFixed(1)}`,
)
await choose({ 'quality.watch.enabled': true, 'audit.enabled': true, 'quality.autotune.mode': 'off' })
socket.close()
await server.stop()
