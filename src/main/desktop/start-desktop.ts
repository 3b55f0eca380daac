import { join } from 'node:path'
import { app, protocol, safeStorage, session } from 'electron'
import { type Composition, compose } from '#hosts/composition/compose'
import type { ResolvedConfig } from '#hosts/config'
import { HttpDoor } from '#hosts/http/http-door'
import { Metrics } from '#hosts/metrics/metrics'
import { programFiles } from '#hosts/program-files'
import { AppWindows } from './app-windows.ts'
import { chooseFolder } from './choose-folder.ts'
import { HandedOver } from './handed-over.ts'
import { openKeychain, openVault } from './keychain.ts'
import { openUpdates } from './open-updates.ts'
import { builtOwnPage, devOwnPage } from './own-page.ts'
import { servePages } from './page-scheme.ts'
import { SystemParts } from './system-parts.ts'
import { denyPermissions, guardContents, holdRequests } from './web-guard.ts'

export interface Desktop {
  readonly log: Composition['log']
  /** Opens the window, or brings it to the front. */
  show(): void
  /** Opens what stands on a command line: links to memories, files to import. */
  handOver(argv: readonly string[], folder: string): void
  /** True while there is an icon to come back by. */
  staysWithoutWindow(): boolean
  close(): Promise<void>
}

/**
 * Puts the desktop edition together and opens its window.
 * @throws StartError with the sentence to show.
 */
export const startDesktop = async (options: {
  readonly config: ResolvedConfig
  /** The folder of the package. */
  readonly root: string
  /** Where the browser's own files are. */
  readonly profile: string
  /** Where `npm run dev` serves the page instead of the built file. */
  readonly devServer: string | undefined
}): Promise<Desktop> => {
  const { config, root, profile, devServer } = options
  const files = programFiles(root)
  const { platform } = process
  const place = { safeStorage, folder: join(config.data_dir, 'keychain'), platform }
  const [keychain, vault] = [openKeychain(place), openVault(place)]
  const version = app.getVersion()
  const metrics = new Metrics({ process: true })
  const door = new HttpDoor({ config, files, version, metrics, opens: 'switch' })
  const updating = await openUpdates({
    version,
    file: join(config.data_dir, 'updates.json'),
    log: {
      info: (...told) => composition.log.info(...told),
      warn: (...told) => composition.log.warn(...told),
    },
    now: () => Date.now() / 1000,
    ...{ isPackaged: app.isPackaged, platform, env: process.env, resources: process.resourcesPath },
  })
  const composition: Composition = await compose({
    config,
    edition: 'desktop',
    files,
    version,
    keychain,
    vault,
    chooseFolder,
    metrics,
    door,
    updating,
  })
  await door.openAsSet(composition)
  const page = devServer ? devOwnPage(devServer) : builtOwnPage
  if (!devServer) servePages(protocol, files.renderer)
  const dataDir = config.data_dir
  guardContents(app, page, composition.log)
  denyPermissions(session.defaultSession, page)
  holdRequests(session.defaultSession, page, composition.log)
  const handed = new HandedOver()
  const windows = new AppWindows({
    composition,
    page,
    preload: files.preload,
    dataDir,
    handed,
    parts: () => parts,
  })
  const parts = new SystemParts({
    folder: profile,
    show: () => void windows.show(),
    recall: () => windows.ask({ kind: 'command', id: 'quick-recall' }),
    quit: () => app.quit(),
  })
  windows.show()
  const close = async (): Promise<void> => {
    parts.close()
    await door.close()
    await composition.close()
  }
  return {
    log: composition.log,
    show: () => void windows.show(),
    handOver: (argv, folder) => {
      for (const request of handed.arguments(argv, folder)) windows.ask(request)
    },
    staysWithoutWindow: () => parts.state.tray,
    close,
  }
}
