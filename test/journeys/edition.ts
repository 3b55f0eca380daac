import { type ChildProcess, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Desktop, launchDesktop } from '../electron-stand-in/launch.ts'
import { takeSample } from './sample-folder.ts'

/** One way to have the app open: a desktop window, or a page of the browser edition. */
export interface Edition {
  readonly name: string
  open(): Promise<OpenApp>
}

export interface OpenApp {
  readonly page: Page
  /** What the program wrote into its terminal, in the browser edition. */
  printed(): string
  /** Ends the host and whatever shows it, as a user would. */
  close(): Promise<void>
}

export const ROOT = resolve(import.meta.dirname, '../..')

export const CHROMIUM = {
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

export interface EditionOptions {
  readonly dataDir: string
  /** Nothing is there, not even the sample: as for somebody who has just got the program. */
  readonly isFirst?: boolean
  /** Nothing glides or flies: for who reads where something stands, and clicks there. */
  readonly isCalm?: boolean
}

/** The command line's `serve` as a process of its own; resolves when it has printed its address. */
export const startServe = async (
  dataDir: string,
  flags: readonly string[] = ['--port', '0'],
): Promise<{ url: string; process: ChildProcess; printed(): string; stop(): Promise<void> }> => {
  const cli = join(ROOT, 'out/main/cli.js')
  const child = spawn(process.execPath, [cli, '--data', dataDir, 'serve', '--no-open', ...flags])
  let printed = ''
  const url = await new Promise<string>((done, fail) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      const found = /Soma Inspector is at (\S+)/.exec(printed)
      if (found?.[1]) done(found[1])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => fail(new Error(`serve ended with ${code}: ${printed}`)))
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return
    const ended = new Promise((done) => child.once('exit', done))
    child.kill('SIGTERM')
    await ended
  }
  return { url, process: child, printed: () => printed, stop }
}

export const browserEdition = ({ dataDir, isFirst, isCalm = false }: EditionOptions): Edition => ({
  name: 'browser edition',
  open: async () => {
    if (!isFirst) takeSample(dataDir)
    const host = await startServe(dataDir)
    const browser: Browser = await chromium.launch(CHROMIUM)
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme: 'light',
      reducedMotion: isCalm ? 'reduce' : 'no-preference',
    })
    const page = await context.newPage()
    await page.goto(host.url)
    return {
      page,
      printed: host.printed,
      close: async () => {
        await browser.close()
        await host.stop()
      },
    }
  },
})

export const desktopEdition = ({ dataDir, isFirst }: EditionOptions): Edition => ({
  name: 'desktop',
  open: async () => {
    if (!isFirst) takeSample(dataDir)
    const desktop: Desktop = await launchDesktop({ appDir: ROOT, args: ['--data', dataDir] })
    return { page: desktop.window, printed: () => '', close: () => desktop.close() }
  },
})

/** Types the code that stands in the terminal, as somebody does who sees both. */
export const allowByCode = async ({ page, printed }: Pick<OpenApp, 'page' | 'printed'>): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: 'Confirm in the terminal' })
  const code = dialog.getByRole('textbox', { name: 'Code from the terminal' })
  await code.fill('AAAA-AAAA')
  await dialog.getByRole('button', { name: 'Allow' }).click()
  await dialog.getByText('That is not the code').waitFor()
  await code.fill([...printed().matchAll(/[A-Z2-9]{4}-[A-Z2-9]{4}/g)].at(-1)?.[0] ?? '')
  await dialog.getByRole('button', { name: 'Allow' }).click()
  await dialog.waitFor({ state: 'detached' })
}
