import { spawn, spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { appPage } from '../../test/journeys/app-page.ts'
import { CHROMIUM, ROOT } from '../../test/journeys/edition.ts'
import { type Data, folderOf, NAMESPACE, PICTURED_FOLDER } from './folders.ts'
import { PICTURED } from './pictured-time.ts'
import { PATIENT, type Way } from './shot.ts'

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...CHROMIUM,
    args: [...CHROMIUM.args, '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })

export interface HostOptions {
  /** Settings beside those of the folder. */
  readonly env?: Readonly<Record<string, string>>
  /** A connection of this name is filled with what is in the folder, and opened in its place; what says where it is. */
  readonly moved?: { readonly name: string; readonly to: readonly string[] }
}

/** The browser edition on a copy of a data folder, at the time of the pictures. */
export const startHost = async (data: Data, { env = {}, moved }: HostOptions = {}) => {
  const copy = PICTURED_FOLDER
  rmSync(copy, { recursive: true, force: true })
  cpSync(await folderOf(data), copy, { recursive: true })
  const clock = pathToFileURL(join(import.meta.dirname, 'pictured-time.ts')).href
  const cli = join(ROOT, 'out/main/cli.js')
  const begin = ['--import', clock, cli, '--data', copy]
  if (moved) await moveTo(begin, moved)
  const where = moved ? ['--connection', moved.name] : []
  const child = spawn(process.execPath, [...begin, ...where, 'serve', '--no-open', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let printed = ''
  const url = await new Promise<string>((done, fail) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        const found = /Soma Inspector is at (\S+)/.exec(printed)
        if (found?.[1]) done(found[1])
      })
    }
    child.once('exit', (code) => fail(new Error(`serve ended with ${code}: ${printed}`)))
  })
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((done) => child.once('exit', done))
    child.kill(signal)
    await ended
  }
  const stop = async (): Promise<void> => {
    await end('SIGTERM')
    rmSync(copy, { recursive: true, force: true, maxRetries: 3 })
  }
  return { url, printed: () => printed, stop, kill: () => end('SIGKILL') }
}

/** How often a server that was just started is asked whether it is there. */
const ATTEMPTS = 20

const moveTo = async (
  begin: readonly string[],
  { name, to }: NonNullable<HostOptions['moved']>,
): Promise<void> => {
  const run = (...args: readonly string[]): boolean =>
    spawnSync(process.execPath, [...begin, ...args], { stdio: 'ignore' }).status === 0
  if (!run('connections', 'add', name, ...to)) throw new Error(`no connection ${name} could be added`)
  let isThere = false
  for (let i = 0; i < ATTEMPTS && !isThere; i++) isThere = run('connections', 'test', name)
  if (!run('move', '--to', name)) throw new Error(`nothing could be moved to ${name}`)
}

/** The clock of the page stands still, a minute after the host's began. */
const STILL_CLOCK = `(() => {
  const at = ${PICTURED + 60_000}
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, kind) => Reflect.construct(target, given.length === 0 ? [at] : given, kind),
    get: (target, name) => (name === 'now' ? () => at : Reflect.get(target, name)),
  })
})()`

/** What a person chose on an earlier day: not to take the tour. With each page all else is as it comes. */
const PREFERENCES = JSON.stringify({ version: 1, values: { tourOffered: true } })
const KEEP_PREFERENCES = `localStorage.setItem('soma.preferences', ${JSON.stringify(PREFERENCES)})`

interface WindowOptions {
  readonly url: string
  readonly data: Data
  readonly width: number
  readonly height: number
  readonly scale?: number
}

/** A window on a host, and the way in it. */
export const openWindow = async (
  browser: Browser,
  { url, data, width, height, scale = 1 }: WindowOptions,
): Promise<{
  readonly way: Way
  readonly close: () => Promise<void>
  readonly delayAnswers: (milliseconds: number) => void
}> => {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  const page = await context.newPage()
  let delay = 0
  await page.routeWebSocket(/\/rpc/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) => {
      if (delay === 0) socket.send(message)
      else setTimeout(() => socket.send(message), delay)
    })
  })
  page.on('domcontentloaded', () => {
    delay = 0
  })
  await page.addInitScript(STILL_CLOCK)
  await page.addInitScript(KEEP_PREFERENCES)
  await page.goto(url)
  const way = { app: appPage(page), page, data, command: (name: string) => choose(page, name) }
  const delayAnswers = (milliseconds: number): void => {
    delay = milliseconds
  }
  return { way, close: () => context.close(), delayAnswers }
}

const isAt = (data: Data, screen: string): string => `#/${NAMESPACE[data]}/${screen}`

/** The screen that it begins with, with nothing open and the vectors there. */
export const startOver = async ({ page, data }: Way): Promise<void> => {
  for (let i = 0; i < 3; i++) await page.keyboard.press('Escape')
  await page.evaluate(`location.hash = ${JSON.stringify(isAt(data, 'recall'))}`)
  await page.getByText(/Index [\d,]+ vectors/).waitFor(PATIENT)
}

/** The screen stays, the inspector has nothing to show. */
export const closeMemory = async ({ page }: Way): Promise<void> => {
  await page.evaluate(`location.hash = location.hash.split('?')[0]`)
}

const choose = async (page: Page, name: string): Promise<void> => {
  await page.keyboard.press('Control+k')
  const box = page.getByRole('dialog').getByRole('combobox')
  await box.fill(name)
  await page.getByRole('option', { name }).first().click()
}
