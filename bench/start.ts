import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { launchDesktop } from '../test/electron-stand-in/launch.ts'
import { CHROMIUM, ROOT, startServe } from '../test/journeys/edition.ts'

// From starting the program to a page that can be used (a query can be typed, the memories are counted), on the sample,
// and the memory that it then takes:
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

const middle = (values: readonly number[]): string =>
  `${Math.round([...values].sort((a, b) => a - b)[values.length >> 1] ?? 0)} (${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))})`

const load = (): string => readFileSync('/proc/loadavg', 'utf8').split(' ', 1)[0] ?? ''

/** The browser is open already, as a user's is. */
const browserStart = async (dataDir: string, browser: Browser) => {
  const started = performance.now()
  const host = await startServe(dataDir)
  const printed = performance.now() - started
  const page = await browser.newPage()
  await page.goto(host.url)
  await usable(page)
  const used = performance.now() - started
  const memory = mib(host.process.pid ?? 0)
  await page.close()
  await host.stop()
  return { printed, used, memory }
}

/** What no program of ours could go below: a new tab with a page of one line, asked in the same way. */
const floor = async (browser: Browser) => {
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
const desktopStart = async (dataDir: string) => {
  const started = performance.now()
  const { window, close } = await launchDesktop({ appDir: ROOT, args: [`--data=${dataDir}`] })
  await usable(window)
  const used = performance.now() - started
  await close()
  return { used }
}

const folder = mkdtempSync(join(tmpdir(), 'soma-start-'))
const browser = await chromium.launch(CHROMIUM)
try {
  const filled = join(folder, 'filled')
  const before = load()
  const first = await browserStart(filled, browser)
  const later: Awaited<ReturnType<typeof browserStart>>[] = []
  const desktop: Awaited<ReturnType<typeof desktopStart>>[] = []
  const empty: Awaited<ReturnType<typeof floor>>[] = []
  for (let i = 0; i < times; i++) {
    empty.push(await floor(browser))
    later.push(await browserStart(filled, browser))
    const copy = join(folder, 'copy')
    cpSync(filled, copy, { recursive: true })
    desktop.push(await desktopStart(copy))
    rmSync(copy, { recursive: true })
  }
  console.table({
    'first start, sample taken in': {
      'address, ms': Math.round(first.printed),
      'usable, ms': Math.round(first.used),
    },
    'browser edition': {
      'address, ms': middle(later.map(({ printed }) => printed)),
      'usable, ms': middle(later.map(({ used }) => used)),
      'host, MiB': middle(later.map(({ memory }) => memory)),
    },
    'an empty page in a new tab': { 'usable, ms': middle(empty.map(({ used }) => used)) },
    'desktop, in the stand-in': { 'usable, ms': middle(desktop.map(({ used }) => used)) },
  })
  console.log(`load ${before} before, ${load()} after`)
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}
