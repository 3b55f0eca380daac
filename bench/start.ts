import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { chromium, type Page } from 'playwright-core'
import { launchFixture } from '../test/electron-stand-in/fixture-app.ts'
import { launchDesktop, standIn } from '../test/electron-stand-in/launch.ts'
import { CHROMIUM, ROOT, startServe } from '../test/journeys/edition.ts'

// From starting the program to a page that can be used (a query can be typed, the memories are counted), on the sample,
// the processor time that the program took until then, and the memory that it takes then and once all is read:
//   npm run build && node bench/start.ts [times]
const times = Number(process.argv[2] ?? 5)

const usable = async (page: Page): Promise<void> => {
  await page.getByRole('textbox', { name: 'Query' }).waitFor()
  await page.getByText('4,484 memories').first().waitFor()
}

const mib = (pid: number): number => {
  const [, kib = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib) / 1024
}

/** Milliseconds of all threads of a process. */
const processorTime = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}
const TICK_MS = 10

/** By then vectors, words and embedder are there, which come after the first screen. */
const SETTLED_MS = 5000

const middle = (values: readonly number[]): string =>
  `${Math.round([...values].sort((a, b) => a - b)[values.length >> 1] ?? 0)} (${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))})`

const load = (): string => readFileSync('/proc/loadavg', 'utf8').split(' ', 1)[0] ?? ''

/** A browser that is open already, as a user's is. */
type Pages = { newPage(): Promise<Page> }

const browserStart = async (dataDir: string, browser: Pages, until: 'usable' | 'settled' = 'usable') => {
  const started = performance.now()
  const host = await startServe(dataDir, ['--port', String(PORT)])
  const printed = performance.now() - started
  const page = await browser.newPage()
  await page.goto(host.url)
  await usable(page)
  const used = performance.now() - started
  const pid = host.process.pid ?? 0
  const [processor, memory] = [processorTime(pid), mib(pid)]
  if (until === 'settled') await setTimeout(SETTLED_MS)
  const settled = mib(pid)
  await page.close()
  await host.stop()
  return { printed, used, processor, memory, settled }
}

/** What no program of ours could go below: a new tab with a page of one line, asked in the same way. */
const floor = async (browser: Pages) => {
  const server = createServer((_, reply) => {
    reply.setHeader('content-type', 'text/html')
    reply.end('<!doctype html><input aria-label="Query"><p>4,484 memories</p>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const started = performance.now()
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await usable(page)
  const used = performance.now() - started
  await page.close()
  server.close()
  return { used }
}

/** With the start of a Chromium, of which Electron is part. */
const desktopStart = async (dataDir: string, userDataDir: string) => {
  const started = performance.now()
  const { window, close } = await launchDesktop({ appDir: ROOT, args: [`--data=${dataDir}`], userDataDir })
  await usable(window)
  const used = performance.now() - started
  await close()
  return { used }
}

/** The same for an app of a page of a few lines. */
const desktopFloor = async () => {
  const started = performance.now()
  const { window, close } = await launchFixture(standIn)
  await window.waitForLoadState('load')
  const used = performance.now() - started
  await close()
  return { used }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** The same at each start, as it is for a user: a browser knows a page by its address. */
const PORT = await freePort()
const folder = mkdtempSync(join(tmpdir(), 'soma-start-'))
const browser = await chromium.launch(CHROMIUM)
const profile = await chromium.launchPersistentContext(join(folder, 'profile'), CHROMIUM)
try {
  const [filled, desktopData, userDataDir] = ['filled', 'desktop', 'user-data'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  const before = load()
  const first = await browserStart(filled, browser)
  cpSync(filled, desktopData, { recursive: true })
  // Chromium keeps what it compiled from the second time on.
  for (let i = 0; i < 2; i++) {
    await browserStart(filled, profile)
    await desktopStart(desktopData, userDataDir)
  }
  const later: Awaited<ReturnType<typeof browserStart>>[] = []
  const strange: Awaited<ReturnType<typeof browserStart>>[] = []
  const desktop: Awaited<ReturnType<typeof desktopStart>>[] = []
  const empty: Awaited<ReturnType<typeof floor>>[] = []
  const emptyApp: Awaited<ReturnType<typeof floor>>[] = []
  for (let i = 0; i < times; i++) {
    empty.push(await floor(profile))
    later.push(await browserStart(filled, profile, 'settled'))
    strange.push(await browserStart(filled, browser))
    emptyApp.push(await desktopFloor())
    desktop.push(await desktopStart(desktopData, userDataDir))
  }
  console.table({
    'first start, sample taken in': {
      'address, ms': Math.round(first.printed),
      'usable, ms': Math.round(first.used),
    },
    'browser edition': {
      'address, ms': middle(later.map(({ printed }) => printed)),
      'usable, ms': middle(later.map(({ used }) => used)),
      'processor, ms': middle(later.map(({ processor }) => processor)),
      'MiB then': middle(later.map(({ memory }) => memory)),
      'MiB later': middle(later.map(({ settled }) => settled)),
    },
    'browser edition, in a browser that never saw it': {
      'address, ms': middle(strange.map(({ printed }) => printed)),
      'usable, ms': middle(strange.map(({ used }) => used)),
    },
    'an empty page in a new tab': { 'usable, ms': middle(empty.map(({ used }) => used)) },
    'desktop, in the stand-in': { 'usable, ms': middle(desktop.map(({ used }) => used)) },
    'an empty app in the stand-in': { 'usable, ms': middle(emptyApp.map(({ used }) => used)) },
  })
  console.log(`load ${before} before, ${load()} after`)
} finally {
  await browser.close()
  await profile.close()
  rmSync(folder, { recursive: true, force: true })
}
