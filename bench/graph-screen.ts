import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { startServe } from '../test/journeys/edition.ts'
import { mainThreadOf, processTime } from './thread-time.ts'

// The Graph screen with many memories, in processor time: on a busy machine durations tell little, and with software
// rendering they are the renderer's. After a build:
//   node bench/generate.ts --n 10000 --links 50000 --data FOLDER && node bench/graph-screen.ts --data FOLDER
// `Main thread` is the page's main thread by the browser's own count (ThreadTime). WebGL's draws, clears and reads are
// replaced by nothing, buffers are still handed over: what is left is what sigma, the canvas layers and the app do.
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    namespace: { type: 'string', default: 'bench' },
    nodes: { type: 'string', default: '10000' },
    screenshots: { type: 'string' },
    profile: { type: 'string' },
  },
})
if (values.data === undefined || !existsSync(values.data)) {
  throw new Error('name a folder that bench/generate.ts has filled with --data FOLDER')
}
const FRAMES = 120
const WAIT = 300_000

/** Before the app: no GPU work, and a count of the frames in which something was drawn. */
const WITHOUT_GPU = `(() => {
  window.drawnFrames = 0
  let counted = false
  const proto = WebGL2RenderingContext.prototype
  const draw = () => {
    if (counted) return
    counted = true
    window.drawnFrames += 1
    requestAnimationFrame(() => { counted = false })
  }
  for (const name of ['drawArrays', 'drawArraysInstanced', 'drawElements', 'drawElementsInstanced']) proto[name] = draw
  proto.clear = () => {}
  proto.readPixels = () => {}
})()`

const row: Record<string, unknown>[] = []

const host = await startServe(values.data)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
await page.addInitScript(WITHOUT_GPU)
const mainThread = await mainThreadOf(page)
const cdp = await page.context().newCDPSession(page)

/** Milliseconds that all threads of the host have worked so far. */
const hostTime = (): number => processTime(host.process.pid as number)

const measured = async (what: string, work: () => Promise<unknown>): Promise<void> => {
  const [started, busy, hostBusy] = [performance.now(), await mainThread(), hostTime()]
  if (values.profile === what) await cdp.send('Profiler.enable').then(() => cdp.send('Profiler.start'))
  const frames: number = await page.evaluate('window.drawnFrames')
  await work()
  const drawn = ((await page.evaluate('window.drawnFrames')) as number) - frames
  if (values.profile === what) await printProfile(cdp)
  const main = (await mainThread()) - busy
  row.push({
    what,
    'took ms': Math.round(performance.now() - started),
    'main thread ms': Math.round(main),
    'host ms': Math.round(hostTime() - hostBusy),
    frames: drawn,
    'main ms a frame': drawn === 0 ? null : Number((main / drawn).toFixed(2)),
    load: loadavg()[0]?.toFixed(1),
  })
  console.log(JSON.stringify(row.at(-1)))
}

/** The functions that took most by themselves. */
const printProfile = async (session: CDPSession): Promise<void> => {
  const { profile } = await session.send('Profiler.stop')
  const own = new Map<string, number>()
  const names = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber, columnNumber } }) => [
      id,
      `${functionName} ${url.split('/').at(-1)}:${lineNumber}:${columnNumber}`,
    ]),
  )
  profile.samples?.forEach((id, i) => {
    const name = names.get(id) as string
    own.set(name, (own.get(name) ?? 0) + (profile.timeDeltas?.[i] ?? 0) / 1000)
  })
  for (const [name, ms] of [...own].sort((a, b) => b[1] - a[1]).slice(0, 25)) {
    console.log(`${ms.toFixed(1).padStart(8)}  ${name}`)
  }
}

const PAINTED = 'new Promise((done) => requestAnimationFrame(() => setTimeout(done)))'
const painted = () => page.evaluate(PAINTED)
const counts = (text: RegExp) =>
  page.getByRole('region', { name: 'Graph', exact: true }).getByText(text).first().waitFor({ timeout: WAIT })
const box = async () => {
  const found = await page.getByRole('application').boundingBox()
  if (found === null) throw new Error('there is no drawing')
  return { x: found.x + found.width / 2, y: found.y + found.height / 2 }
}
/** An event a frame, as a hand makes them. */
const eachFrame = async (step: (i: number) => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < FRAMES; i++) {
    await step(i)
    await painted()
  }
}
const pan = async (on: Page): Promise<void> => {
  const { x, y } = await box()
  await on.mouse.move(x + 3, y + 3)
  await on.mouse.down()
  await eachFrame((i) => on.mouse.move(x + 120 * Math.sin(i / 20), y + 80 * Math.sin(i / 13)))
  await on.mouse.up()
}
const zoom = async (on: Page): Promise<void> => {
  const { x, y } = await box()
  await on.mouse.move(x, y)
  await eachFrame((i) => on.mouse.wheel(0, i % 40 < 20 ? -60 : 60))
}
const hover = async (on: Page): Promise<void> => {
  const { x, y } = await box()
  await eachFrame((i) => on.mouse.move(x + 200 * Math.sin(i / 20), y + 150 * Math.sin(i / 13)))
}
const picture = async (name: string): Promise<void> => {
  if (values.screenshots) await page.screenshot({ path: `${values.screenshots}/${name}.png` })
}
const resting = () => page.getByRole('button', { name: 'Lay out' }).waitFor({ timeout: WAIT })

await page.goto(host.url)
await page.getByText(/Index [\d,]+ vectors/).waitFor({ timeout: WAIT })
try {
  await measured('communities, analysis included', async () => {
    await page.goto(`${new URL(host.url).origin}/#/${values.namespace}/graph`)
    await counts(/communities/)
    await painted()
  })
  await resting()
  await measured('communities: pan', () => pan(page))
  await measured('open the largest community', async () => {
    await page.getByRole('application').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('e')
    await counts(/\d{3,}|,/)
    await page.waitForTimeout(3000)
  })
  await picture('community')
  await measured('one community open: pan', () => pan(page))
  await page.getByRole('button', { name: /^Shown: / }).click()
  await page.getByRole('menuitem', { name: 'All memories' }).click()
  await counts(/2,000/)
  await page.getByRole('button', { name: 'Pause the layout' }).click()
  await resting()
  const wanted = Number(values.nodes).toLocaleString('en')
  await measured(`${wanted} memories and their links`, async () => {
    await page.getByRole('button', { name: `Show ${wanted}` }).click()
    await counts(new RegExp(`^${wanted}$`))
    await painted()
  })
  await measured('all: pan', () => pan(page))
  await measured('all: zoom', () => zoom(page))
  await measured('all: pointer moves', () => hover(page))
  await measured('all: layout, 5 s', async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Lay out' }).click()
    await page.waitForTimeout(5000)
  })
  await measured('all: pan while it is laid out', () => pan(page))
  await picture('all')
} finally {
  console.table(row)
  await browser.close()
  await host.stop()
}
