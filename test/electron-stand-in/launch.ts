import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import type { RecordedCall } from './api/recorder.ts'

export interface LaunchOptions {
  /** The folder with the package.json whose `main` is the built main bundle. A packed app brings its own. */
  readonly appDir?: string
  /** Behind the app on the command line. */
  readonly args?: readonly string[]
  /** On top of this process's own environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Kept when given; otherwise a new one, removed on close. */
  readonly userDataDir?: string
  /** Real Electron where there is one, else the stand-in. */
  readonly runtime?: Runtime
}

export interface Desktop {
  readonly app: ElectronApplication
  /** The first window, its document loaded. */
  readonly window: Page
  /** Where the app keeps its data. */
  readonly userDataDir: string
  /** What the main process has written so far, for the message of a failing test. */
  output(): string
  /** Quits as the user would, and insists when the app does not. */
  close(): Promise<void>
}

const PATIENCE_MS = 30_000
const QUIT_MS = 10_000

export interface Runtime {
  readonly name: string
  readonly executable: string
}

/** It proves wiring, not Electron: see README.md. */
export const standIn: Runtime = {
  name: 'electron stand-in',
  executable: join(import.meta.dirname, 'electron'),
}

/** Where its runtime can be had: ELECTRON_RUNTIME is the path of the executable. */
export const realElectron: Runtime | undefined = process.env.ELECTRON_RUNTIME
  ? { name: 'electron', executable: process.env.ELECTRON_RUNTIME }
  : undefined

export async function launchDesktop(options: LaunchOptions): Promise<Desktop> {
  const { app, userDataDir, output, close } = await launchApp(options)
  try {
    const window = await app.firstWindow({ timeout: PATIENCE_MS })
    // A window may be seen while it is still the empty one it was created with.
    await window.waitForURL((url) => url.href !== 'about:blank', { timeout: PATIENCE_MS })
    return { app, window, userDataDir, output, close }
  } catch (error) {
    await close()
    throw new Error(`The app opened no window. It wrote:\n${output()}`, { cause: error })
  }
}

/** Without waiting for a window, for apps that open none. */
async function launchApp(options: LaunchOptions): Promise<Omit<Desktop, 'window'>> {
  const userDataDir = options.userDataDir ?? (await mkdtemp(join(tmpdir(), 'desktop-test-')))
  const app = await _electron.launch({
    executablePath: (options.runtime ?? realElectron ?? standIn).executable,
    args: [
      `--user-data-dir=${userDataDir}`,
      ...(options.appDir ? [options.appDir] : []),
      ...(options.args ?? []),
    ],
    env: environment(options.env ?? {}),
    timeout: PATIENCE_MS,
    // Otherwise Playwright insists on its own scheme and nativeTheme has no say.
    colorScheme: null,
  })
  const child = app.process()
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
  }
  const close = async (): Promise<void> => {
    const insist = setTimeout(() => child.kill('SIGKILL'), QUIT_MS)
    await app.close()
    clearTimeout(insist)
    if (options.userDataDir === undefined)
      await rm(userDataDir, { recursive: true, force: true, maxRetries: 3 })
  }
  return { app, userDataDir, output: () => output, close }
}

/** What the app asked of the system (shell, dialogs, menus, ...): only the stand-in records it. */
export function recordedCalls(app: ElectronApplication): Promise<readonly RecordedCall[]> {
  return app.evaluate(
    () => (globalThis as unknown as { recordedDesktopCalls: RecordedCall[] }).recordedDesktopCalls,
  )
}

/** Clicks an item of the application's menu, as neither double nor Electron lets Playwright do with a mouse. */
export async function clickMenuItem(app: ElectronApplication, id: string): Promise<void> {
  const found = await app.evaluate(({ Menu }, itemId) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(itemId)
    item?.click()
    return item !== null && item !== undefined
  }, id)
  if (!found) throw new Error(`The application's menu has no item '${id}'`)
}

function environment(extra: Readonly<Record<string, string>>): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, ...inherited } = process.env
  return { ...(inherited as Record<string, string>), ...extra }
}
