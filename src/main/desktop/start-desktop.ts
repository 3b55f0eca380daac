import { join } from 'node:path'
import { app, type BrowserWindow, Menu, protocol, safeStorage, session } from 'electron'
import { type Composition, compose } from '#hosts/composition/compose'
import type { ResolvedConfig } from '#hosts/config'
import { HttpDoor } from '#hosts/http/http-door'
import { Metrics } from '#hosts/metrics/metrics'
import { programFiles } from '#hosts/program-files'
import { openKeychain, openVault } from './keychain.ts'
import { menuTemplate } from './menu.ts'
import { openWindow } from './open-window.ts'
import { builtOwnPage, devOwnPage } from './own-page.ts'
import { servePages } from './page-scheme.ts'
import { denyPermissions, guardContents, holdRequests } from './web-guard.ts'

export interface Desktop {
  readonly log: Composition['log']
  /** Opens the window, or brings it to the front. */
  show(): void
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
  /** Where `npm run dev` serves the page instead of the built file. */
  readonly devServer: string | undefined
}): Promise<Desktop> => {
  const { config, root, devServer } = options
  const files = programFiles(root)
  const { platform } = process
  const place = { safeStorage, folder: join(config.data_dir, 'keychain'), platform }
  const [keychain, vault] = [openKeychain(place), openVault(place)]
  const version = app.getVersion()
  const metrics = new Metrics({ process: true })
  const door = new HttpDoor({ config, files, version, metrics, opens: 'switch' })
  const composition = await compose({
    config,
    edition: 'desktop',
    files,
    version,
    keychain,
    vault,
    metrics,
    door,
  })
  await door.openAsSet(composition)
  const page = devServer ? devOwnPage(devServer) : builtOwnPage
  if (!devServer) servePages(protocol, files.renderer)
  const dataDir = config.data_dir
  guardContents(app, page, composition.log)
  denyPermissions(session.defaultSession, page)
  holdRequests(session.defaultSession, page, composition.log)
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform: process.platform, dataDir })))

  let window: BrowserWindow | undefined
  const show = (): void => {
    if (!window || window.isDestroyed()) {
      window = openWindow({ composition, page, preload: files.preload, dataDir })
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  show()
  const close = async (): Promise<void> => {
    await door.close()
    await composition.close()
  }
  return { log: composition.log, show, close }
}
