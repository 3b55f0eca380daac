import inspector from 'node:inspector'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './api/app.ts'
import { appendedForChromium } from './api/command-line-switches.ts'
import { createElectron } from './api/electron.ts'
import { followTargets } from './api/targets.ts'
import { chromium } from './runtime/chromium.ts'
import { parseCommandLine, readAppFolder } from './runtime/command-line.ts'
import { configureHost, type Host } from './runtime/host.ts'
import { provideElectron } from './runtime/module-hooks.ts'
import { profileFor } from './runtime/profile.ts'
import { createTempFolder } from './runtime/temp-folder.ts'
import { readVersions } from './runtime/versions.ts'

/** The inspector's line is the first of the two Playwright waits for. */
function openInspector(port: string | undefined): void {
  if (port !== undefined) inspector.open(Number(port))
}

/** `process` as an Electron main process sees it. */
function dressProcess({ executable, rest, versions, app: { path } }: Host): void {
  const value = Object.freeze({ ...process.versions, ...versions })
  Object.defineProperty(process, 'versions', { value, enumerable: true })
  Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: join(path, 'resources') })
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
  })
  chromium.on('exit', () => app.exit(1))
  await followTargets()
  // Playwright's second line. It answers by asking for require('electron'), which is in place.
  if (address) process.stderr.write(`\nDevTools listening on ${address}\n`)
}

async function run(): Promise<void> {
  const { switches, rest } = parseCommandLine(process.argv.slice(2))
  const versions = readVersions()
  if (switches.has('version')) {
    console.log(`v${versions.electron}`)
    return
  }
  const executable = join(import.meta.dirname, 'electron')
  const host = {
    switches,
    rest,
    versions,
    executable,
    app: readAppFolder(rest[0] ?? '.'),
    tempFolder: createTempFolder(),
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
