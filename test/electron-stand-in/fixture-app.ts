import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Desktop, launchDesktop, type Runtime, realElectron, standIn } from './launch.ts'

export const FIXTURE = join(import.meta.dirname, 'fixture')

/** The fixture's tests run on each. */
export const runtimes: readonly Runtime[] = realElectron ? [standIn, realElectron] : [standIn]

interface FixtureGlobal {
  readonly fixture: {
    readonly log: string[]
    openWindow(options: object): unknown
    runWorker(source: string): Promise<unknown>
  }
}

type App = Desktop['app']

/** What main.js has noted so far, in order. */
export function fixtureLog(app: App): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as FixtureGlobal).fixture.log)
}

export async function openWindow(app: App, options: object = {}): Promise<void> {
  await app.evaluate((_, given) => {
    ;(globalThis as unknown as FixtureGlobal).fixture.openWindow(given)
  }, options)
}

export function runWorker(app: App, source: string): Promise<unknown> {
  return app.evaluate((_, code) => (globalThis as unknown as FixtureGlobal).fixture.runWorker(code), source)
}

export function launchFixture(runtime: Runtime): Promise<Desktop> {
  return launchDesktop({ appDir: FIXTURE, runtime })
}

export interface BareFixture {
  readonly child: ChildProcess
  /** The fixture's notes, once it has printed one that starts so. */
  notesUntil(start: string): Promise<string[]>
  /** All of its notes and its exit code. */
  ended(): Promise<{ notes: string[]; code: number | null }>
}

/** Without Playwright and without a window: for how an app starts and ends. */
export function spawnFixture(
  { executable }: Runtime,
  options: { userDataDir: string; env?: Record<string, string>; args?: readonly string[] },
): BareFixture {
  const args = ['--no-sandbox', `--user-data-dir=${options.userDataDir}`, FIXTURE, ...(options.args ?? [])]
  const env = { ...process.env, FIXTURE_LOG: '1', FIXTURE_WINDOWLESS: '1', ...options.env }
  const child = spawn(executable, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'close') as Promise<[number | null]>
  const notes: string[] = []
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    notes.push(...lines.filter((line) => line.startsWith('fixture: ')).map((line) => line.slice(9)))
    child.emit('note')
  })
  return {
    child,
    async notesUntil(start) {
      while (!notes.some((note) => note.startsWith(start))) await once(child, 'note')
      return notes
    },
    async ended() {
      const [code] = await exited
      return { notes, code }
    },
  }
}
