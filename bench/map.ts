import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { WebSocket } from 'ws'
import { contract } from '#contract/index'
import type { MapMethod } from '#contract/map'
import { connect } from '#rpc/connect'
import { createWebSocketPort, type SocketLike } from '#rpc/web-socket-port'
import { CHROMIUM, startServe } from '../test/journeys/edition.ts'
import { mainThreadOf, processTime } from './thread-time.ts'

// How maps are made, stage by stage, and what drawing one costs a frame, in time and in processor time: on a busy
// machine durations tell little. `host` is all threads of the host, by the system's own count; `page` the page's main
// thread, by the browser's (ThreadTime). WebGL's draws are replaced by nothing, as software rendering says nothing of a
// GPU; buffers are still handed over. After a build, with any number of memories:
//   node bench/generate.ts --corpus wordnet --n 100000 --data FOLDER && node bench/map.ts --data FOLDER
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    namespace: { type: 'string', default: 'bench' },
    methods: { type: 'string', default: 'pca,umap' },
    screenshots: { type: 'string' },
  },
})
if (values.data === undefined || !existsSync(values.data)) {
  throw new Error('name a folder that bench/generate.ts has filled with --data FOLDER')
}
const { namespace } = values
const FRAMES = 120

const WITHOUT_GPU = `(() => {
  window.drawnFrames = 0
  WebGL2RenderingContext.prototype.drawArrays = () => { window.drawnFrames += 1 }
  WebGL2RenderingContext.prototype.clear = () => {}
})()`
const PAINTED = 'new Promise((done) => requestAnimationFrame(() => setTimeout(done)))'

const host = await startServe(values.data)
const { origin, hash, searchParams } = new URL(host.url)
const token = searchParams.get('token') ?? new URLSearchParams(hash.slice(1)).get('token') ?? ''

/** Milliseconds that all threads of the host have worked so far. */
const hostTime = (): number => processTime(host.process.pid as number)
const load = (): string => (loadavg()[0] as number).toFixed(1)

const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, {
  headers: { authorization: `Bearer ${token}`, 'x-soma-client': 'bench' },
})
await once(socket, 'open')
const client = connect(
  contract,
  createWebSocketPort(socket as unknown as SocketLike, { maxSend: 2 ** 24, maxReceive: 2 ** 28 }),
)
for (;;) {
  const { index } = await client.app.status({})
  if (index.state === 'ready' && !index.isBuilding) break
  await new Promise((done) => setTimeout(done, 500))
}

/** Each stage, until the first word of the next one comes. */
const made = async (method: MapMethod, outliers: boolean): Promise<object[]> => {
  const rows: object[] = []
  let [stage, at, worked] = ['', performance.now(), hostTime()]
  const [begun, before] = [at, worked]
  let told = at
  let slowest = 0
  const end = (next: string): void => {
    if (stage !== '') {
      const took = Math.round(performance.now() - at)
      rows.push({ method, stage, ms: took, 'host ms': hostTime() - worked })
    }
    ;[stage, at, worked] = [next, performance.now(), hostTime()]
  }
  for await (const item of client.map.view({ namespace, method, outliers, renew: true })) {
    slowest = Math.max(slowest, performance.now() - told)
    told = performance.now()
    if (item.type === 'progress' && item.stage !== stage) end(item.stage)
    if (item.type === 'result') {
      end('')
      const { points, laidOut } = item.map
      const whole = `all of it: ${points.type.length} points, ${laidOut} laid out`
      const ms = Math.round(performance.now() - begun)
      const silent = Math.round(slowest)
      rows.push({
        method,
        stage: whole,
        ms,
        'host ms': hostTime() - before,
        'longest silence': silent,
        load: load(),
      })
    }
  }
  return rows
}

for (const method of values.methods.split(',') as MapMethod[]) console.table(await made(method, false))

const browser = await chromium.launch(CHROMIUM)
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
await page.addInitScript(WITHOUT_GPU)
const mainThread = await mainThreadOf(page)
const shown: object[] = []
const measured = async (what: string, work: () => Promise<unknown>): Promise<void> => {
  const [started, busy, frames] = [
    performance.now(),
    await mainThread(),
    (await page.evaluate('window.drawnFrames')) as number,
  ]
  await work()
  const drawn = ((await page.evaluate('window.drawnFrames')) as number) - frames
  const main = (await mainThread()) - busy
  shown.push({
    what,
    ms: Math.round(performance.now() - started),
    'page ms': Math.round(main),
    frames: drawn,
    'page ms a frame': drawn === 0 ? null : Number((main / drawn).toFixed(2)),
    load: load(),
  })
}
const eachFrame = async (step: (i: number) => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < FRAMES; i++) {
    await step(i)
    await page.evaluate(PAINTED)
  }
}

try {
  await page.goto(host.url)
  await page.getByText(/Index [\d,]+ vectors/).waitFor({ timeout: 300_000 })
  await measured('opened', async () => {
    await page.goto(`${origin}/#/${namespace}/map`)
    await page.getByRole('application', { name: /^Map of/ }).waitFor({ timeout: 300_000 })
    await page.evaluate(PAINTED)
  })
  await page.waitForTimeout(3000)
  const box = await page.getByRole('application', { name: /^Map of/ }).boundingBox()
  if (box === null) throw new Error('there is no map')
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await measured('pan', async () => {
    await page.mouse.move(middle.x, middle.y)
    await page.mouse.down()
    await eachFrame((i) =>
      page.mouse.move(middle.x + 120 * Math.sin(i / 20), middle.y + 80 * Math.sin(i / 13)),
    )
    await page.mouse.up()
  })
  await measured('zoom', () => eachFrame((i) => page.mouse.wheel(0, i % 40 < 20 ? -60 : 60)))
  // The nearest point under the pointer is looked for at each move; a frame is drawn where it is another one.
  await measured(`pointer moved ${FRAMES} times`, () =>
    eachFrame((i) => page.mouse.move(middle.x + 200 * Math.sin(i / 20), middle.y + 150 * Math.sin(i / 13))),
  )
  if (values.screenshots) await page.screenshot({ path: `${values.screenshots}/map.png` })
} finally {
  console.table(shown)
  await browser.close()
  socket.close()
  await host.stop()
}
