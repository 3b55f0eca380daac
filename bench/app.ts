import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { programFiles } from '#hosts/program-files'
import { openStoreThreads } from '#workers/store-threads'
import { ROOT, startServe } from '../test/journeys/edition.ts'
import { seededRandom } from './seeded-random.ts'

// What a person waits for with many memories, from the key to the painted answer:
//   npm run build && node bench/generate.ts --n 100000 --data FOLDER && node bench/app.ts --data FOLDER
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    namespace: { type: 'string', default: 'bench' },
    screenshots: { type: 'string' },
  },
})
if (values.data === undefined || !existsSync(values.data)) {
  throw new Error('name a folder that bench/generate.ts has filled with --data FOLDER')
}

const QUERIES = [
  'attacker reads memory after it was freed',
  'session cookie without secure flag',
  'integer overflow leads to a short buffer',
  'password stored in cleartext',
  'race condition between check and use',
]
const SCROLLS = 40

/** Waits for the frame that shows what the change before it asked for. */
const PAINTED = 'new Promise((done) => requestAnimationFrame(() => setTimeout(done)))'

/** Types one more letter and resolves with the milliseconds until the answer to it is painted. */
const TYPE = `async (text) => {
  const box = document.querySelector('[aria-label="Recall"] input, [aria-label="Recall"] textarea')
  const summary = document.querySelector('[aria-label="Recall"] [role="status"]')
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value').set
  const started = performance.now()
  const answered = new Promise((done) => {
    const observer = new MutationObserver(() => { observer.disconnect(); done() })
    observer.observe(summary.parentElement, { subtree: true, childList: true, characterData: true })
  })
  setter.call(box, text)
  box.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await answered
  await ${PAINTED}
  return performance.now() - started
}`

/** Jumps to a place of the table and resolves when no row there is a placeholder. */
const SCROLL = `async (share) => {
  const scroller = [...document.querySelectorAll('[aria-label="Memories"] *')].find(
    (element) => element.scrollHeight > element.clientHeight + 1000,
  )
  const started = performance.now()
  scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight)
  await ${PAINTED}
  while (document.querySelector('[aria-label="Memories"] [class*="skeleton"]')) await ${PAINTED}
  return performance.now() - started
}`

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] as number

const row = (what: string, times: readonly number[]) => ({
  what,
  n: times.length,
  'p50 ms': Number(percentile(times, 0.5).toFixed(1)),
  'p95 ms': Number(percentile(times, 0.95).toFixed(1)),
  'max ms': Number(Math.max(...times).toFixed(1)),
})

const typing = async (page: Page): Promise<number[]> => {
  const times: number[] = []
  for (const query of QUERIES) {
    await page.getByRole('textbox', { name: 'Query' }).fill(query.slice(0, 3))
    await page.getByRole('grid', { name: 'Results' }).getByRole('row').first().waitFor()
    await page.waitForTimeout(300)
    for (let end = 4; end <= query.length; end++) {
      times.push(await page.evaluate(`(${TYPE})(${JSON.stringify(query.slice(0, end))})`))
    }
  }
  return times
}

const scrolling = async (page: Page): Promise<number[]> => {
  const random = seededRandom(7)
  const times: number[] = []
  for (let i = 0; i < SCROLLS; i++) times.push(await page.evaluate(`(${SCROLL})(${random()})`))
  return times
}

/** The host's share of a jump: one page of rows from anywhere, by the column that the table opens with. */
const pages = async (folder: string): Promise<number[]> => {
  const { storeWorker } = programFiles(ROOT)
  const { store } = await openStoreThreads(storeWorker, {
    file: join(folder, 'memories.sqlite'),
    readonly: true,
  })
  const random = seededRandom(9)
  const sort = { by: 'updated', direction: 'desc' } as const
  const { total } = await store.page({ namespace: values.namespace, sort, bin: false, offset: 0, limit: 1 })
  const times: number[] = []
  for (let i = 0; i < 200; i++) {
    const offset = Math.floor(random() * total)
    const started = performance.now()
    await store.page({ namespace: values.namespace, sort, bin: false, offset, limit: 100 })
    times.push(performance.now() - started)
  }
  await store.close()
  return times
}

const hostPages = await pages(values.data)
const host = await startServe(values.data)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
await page.goto(host.url)
await page.getByRole('button', { name: /^Namespace / }).waitFor()
await page.getByText(/Index [\d,]+ vectors/).waitFor({ timeout: 120_000 })

const loads: number[] = []
for (let i = 0; i < 5; i++) {
  await page.goto(`${new URL(host.url).origin}/?${i}#/${values.namespace}/memories`)
  await page.getByRole('grid', { name: 'Memories' }).getByRole('row').nth(10).waitFor()
  loads.push(await page.evaluate('performance.now()'))
}
const scrolls = await scrolling(page)
await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Recall' }).click()
const keys = await typing(page)
console.table([
  row('host, a page of 100 rows from anywhere', hostPages),
  row('page opened to rows of the table painted', loads),
  row('table, jump to any row, to its rows painted', scrolls),
  row('recall, one more letter, to its answer painted', keys),
])
await browser.close()
await host.stop()
