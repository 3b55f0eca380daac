import inspector from 'node:inspector'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './api/app.ts'
import { appendedForChromium } from './api/command-line-switches.ts'
import { createElectron } from './api/electron.ts'
import { protocol } from './api/protocol.ts'
import { followTargets } from './api/targets.ts'
import { chromium } from './runtime/chromium.ts'
import { parseCommandLine, readAppFolder } from './runtime/command-line.ts'
import { configureHost, type Host } from './runtime/host.ts'
import { provideElectron } from './runtime/module-hooks.ts'
import { unpackArchive } from './runtime/packed-app.ts'
import { profileFor } from './runtime/profile.ts'
import { createTempFolder } from './runtime/temp-folder.ts'
import { readVersions } from './runtime/versions.ts'

/** The inspector's line is the first of the two Playwright waits for. */
function openInspector(port: string | undefined): void {
  if (port !== undefined) inspector.open(Number(port))
}

/** `process` as an Electron main process sees it. */
function dressProcess({ executable, rest, versions, archive, app: { path } }: Host): void {
  const value = Object.freeze({ ...process.versions, ...versions })
  Object.defineProperty(process, 'versions', { value, enumerable: true })
  const resourcesPath = archive === undefined ? join(path, 'resources') : dirname(archive)
  Object.assign(process, { type: 'browser', resourcesPath })
  if (archive === undefined) Object.assign(process, { defaultApp: true })
  process.execPath = executable
  process.argv = [executable, ...rest]
}

/**
 * After the app's main file, as in Electron: by then it has appended its switches and chosen its userData folder, and a
 * second instance has quit without ever needing a Chromium.
 */
async function startChromium({ switches, tempFolder }: Host): Promise<void> {
  const address = await chromium.start({
    executable: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    profile: profileFor(app.getPath('sessionData'), tempFolder),
    debuggingPort: switches.get('remote-debugging-port'),
    args: appendedForChromium(),
    schemes: protocol.schemes,
    schemePort: protocol.schemes.length > 0 ? await protocol.open() : undefined,
  })
  chromium.on('exit', () => app.exit(1))
  await followTargets()
  // Playwright's second line. It answers by asking for require('electron'), which is in place.
  if (address) process.stderr.write(`\nDevTools listening on ${address}\n`)
}

async function run(): Promise<void> {
  const archive = process.env.ELECTRON_STAND_IN_ARCHIVE
  // The next program that this one starts is not packed because this one is.
  delete process.env.ELECTRON_STAND_IN_ARCHIVE
  const argv = process.argv.slice(2)
  const { switches, rest } = parseCommandLine(argv)
  const versions = readVersions()
  if (switches.has('version')) {
    console.log(`v${versions.electron}`)
    return
  }
  const tempFolder = createTempFolder()
  const host = {
    switches,
    // A packed app's own arguments begin with the first.
    rest: archive === undefined ? rest : argv,
    versions,
    executable: join(import.meta.dirname, 'electron'),
    archive,
    app: readAppFolder(archive === undefined ? (rest[0] ?? '.') : unpackArchive(archive, tempFolder)),
    tempFolder,
  }
  configureHost(host)
  dressProcess(host)
  provideElectron(createElectron())
  openInspector(switches.get('inspect'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())

  const { main, isModule } = host.app
  if (isModule) await import(pathToFileURL(main).href)
  else createRequire(main)(main)
  if (app.isEnding) return
  try {
    await startChromium(host)
  } catch (error) {
    // An app that was told to quit takes the Chromium that is starting along.
    if (!app.isEnding) throw error
  }
  if (!app.isEnding) app.becomeReady()
}

run().catch((error) => {
  console.error(error)
  process.exit(1)
})
