import { resolve } from 'node:path'
import { app, dialog, protocol } from 'electron'
import { commandArguments, runCommand } from '#desktop/command-mode'
import { registerPageScheme } from '#desktop/page-scheme'
import { makeProfileFolder } from '#desktop/profile-folder'
import { readSettings } from '#desktop/settings'
import { type Desktop, startDesktop } from '#desktop/start-desktop'

/** The Electron entry: what happens when, and nothing else. */

const START_FAILED = 2
/** Handlers that do not come back must not keep a closed program alive. */
const CLOSE_MS = 5000

let desktop: Promise<Desktop> | undefined

const say = (sentence: string): void => void process.stderr.write(`Soma Inspector: ${sentence}\n`)

const refuseToStart = async (error: unknown): Promise<void> => {
  const sentence = error instanceof Error ? error.message : String(error)
  say(sentence)
  await app.whenReady()
  dialog.showErrorBox('Soma Inspector cannot start', sentence)
  app.exit(START_FAILED)
}

const logProblem = (what: string) => (error: unknown) => {
  const details = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  say(`${what}: ${details.error}`)
  void desktop?.then(({ log }) => log.error(what, details)).catch(() => undefined)
}

const closeWithin = async (milliseconds: number): Promise<void> => {
  const late = new Promise<void>((done) => setTimeout(done, milliseconds).unref())
  const closed = desktop?.then((opened) => opened.close()).catch(logProblem('closing failed'))
  await Promise.race([closed, late])
}

/** What was asked for before the app was there waits for it. */
const before: (readonly [argv: readonly string[], folder: string])[] = []

/** Brings the app to the front, with the links and files of a command line. */
const handOver = (argv: readonly string[], folder: string): void => {
  if (!desktop) {
    before.push([argv, folder])
    return
  }
  const all = [...before.splice(0), [argv, folder] as const]
  void desktop
    .then((opened) => {
      opened.show()
      for (const [given, from] of all) opened.handOver(given, from)
    })
    .catch(() => undefined)
}

const start = async (): Promise<void> => {
  const config = readSettings(process.argv.slice(1))
  // The lock lies in the profile: so there is one instance a data folder.
  const profile = makeProfileFolder(config.data_dir)
  app.setPath('userData', profile)
  if (!app.requestSingleInstanceLock()) {
    say(`it runs on ${config.data_dir} already; its window has been brought to the front.`)
    app.exit(0)
    return
  }
  app.on('second-instance', (_, argv, folder) => handOver(argv.slice(1), folder))
  app.on('activate', () => handOver([], ''))
  // A Mac tells of links and files by events, also before the app is ready.
  for (const event of ['open-url', 'open-file'] as const) {
    app.on(event as 'open-url', (opened, text) => {
      opened.preventDefault()
      handOver([text], '')
    })
  }
  if (app.isPackaged) app.setAsDefaultProtocolClient('soma')
  const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
  desktop = startDesktop({ config, root: resolve(import.meta.dirname, '../..'), profile, devServer })
  handOver(process.argv.slice(1), process.cwd())
  await desktop
}

const openApp = (): void => {
  process.on('unhandledRejection', logProblem('an error was not handled'))
  process.on('uncaughtException', logProblem('an error was not caught'))
  app.on('window-all-closed', () => {
    if (process.platform === 'darwin') return
    const quitUnlessHeld = (opened?: Desktop): void => {
      if (!opened?.staysWithoutWindow()) app.quit()
    }
    if (desktop) void desktop.then(quitUnlessHeld, () => app.quit())
    else app.quit()
  })
  app.on('will-quit', (event) => {
    // Before it was ready there was no window: what is opened ends with the process.
    if (!desktop || !app.isReady()) return
    event.preventDefault()
    void closeWithin(CLOSE_MS).then(() => app.exit(0))
  })
  registerPageScheme(protocol)
  start().catch(refuseToStart)
}

const command = commandArguments(process.argv.slice(1))
if (command) void runCommand(app, command)
else openApp()
