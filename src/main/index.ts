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

const start = async (): Promise<void> => {
  const config = readSettings(process.argv.slice(1))
  // The lock lies in the profile: so there is one instance a data folder.
  app.setPath('userData', makeProfileFolder(config.data_dir))
  if (!app.requestSingleInstanceLock()) {
    say(`it runs on ${config.data_dir} already; its window has been brought to the front.`)
    app.exit(0)
    return
  }
  const focus = (): void => void desktop?.then(({ show }) => show()).catch(() => undefined)
  app.on('second-instance', focus)
  app.on('activate', focus)
  await app.whenReady()
  const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
  desktop = startDesktop({ config, root: resolve(import.meta.dirname, '../..'), devServer })
  await desktop
}

const openApp = (): void => {
  process.on('unhandledRejection', logProblem('an error was not handled'))
  process.on('uncaughtException', logProblem('an error was not caught'))
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    if (!desktop) return
    event.preventDefault()
    void closeWithin(CLOSE_MS).then(() => app.exit(0))
  })
  registerPageScheme(protocol)
  start().catch(refuseToStart)
}

const command = commandArguments(process.argv.slice(1))
if (command) void runCommand(app, command)
else openApp()
