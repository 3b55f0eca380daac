import { join } from 'node:path'
import { app, protocol, safeStorage, session } from 'electron'
import { type ComposeOptions, type Composition, compose, REST_WITH_WINDOW } from '#hosts/composition/compose'
import { type Opening, openingOf } from '#hosts/composition/opening'
import type { ResolvedConfig } from '#hosts/config'
import { HttpDoor } from '#hosts/http/http-door'
import { Metrics } from '#hosts/metrics/metrics'
import { programFiles } from '#hosts/program-files'
import { AppWindows } from './app-windows.ts'
import { AskPerson } from './ask-person.ts'
import { chooseFolder } from './choose-folder.ts'
import { HandedOver } from './handed-over.ts'
import { openKeychain, openVault } from './keychain.ts'
import { openUpdates } from './open-updates.ts'
import { builtOwnPage, devOwnPage } from './own-page.ts'
import { servePages } from './page-scheme.ts'
import { SystemParts } from './system-parts.ts'
import { denyPermissions, guardContents, holdRequests } from './web-guard.ts'
import type { NativeTexts } from './words/en.ts'
import { NativeWords } from './words/native-words.ts'

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
 * Puts the desktop edition together, which begins before the app is ready, and opens its window once it is.
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
  const version = app.getVersion()
  const metrics = new Metrics({ process: true })
  const door = new HttpDoor({ config, files, version, metrics, opens: 'switch' })
  const ready = app.whenReady()
  // The store is opened while the system's part of the app starts, and the page loads.
  const composing = composed(
    { config, files, version, metrics, door, ready },
    { texts: () => words.texts, log: () => opening.log },
  )
  const opening = openingOf(composing)
  await ready
  const words = new NativeWords(app.getPreferredSystemLanguages())
  const page = devServer ? devOwnPage(devServer) : builtOwnPage
  if (!devServer) servePages(protocol, files.renderer)
  guardContents(app, page, opening.log)
  denyPermissions(session.defaultSession, page)
  holdRequests(session.defaultSession, page, opening.log)
  const handed = new HandedOver()
  const windows = new AppWindows({
    ...{ opening, page, handed },
    preload: files.preload,
    dataDir: config.data_dir,
    words,
    parts: () => parts,
  })
  const parts = new SystemParts({
    folder: profile,
    show: () => void windows.show(),
    recall: () => windows.ask({ kind: 'command', id: 'quick-recall' }),
    quit: () => app.quit(),
    words,
  })
  words.onChange = () => {
    windows.renewMenu()
    parts.renewMenu()
  }
  windows.show()
  const composition = await composing
  await door.openAsSet(composition)
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

interface Given extends Pick<ComposeOptions, 'config' | 'files' | 'version' | 'metrics' | 'door'> {
  readonly ready: Promise<unknown>
}

/** Asked once the app is ready. */
interface Later {
  readonly texts: () => NativeTexts
  readonly log: () => Opening['log']
}

const composed = (given: Given, { texts, log }: Later): Promise<Composition> => {
  const { config, version, ready } = given
  const { platform, env, resourcesPath: resources } = process
  const place = { safeStorage, folder: join(config.data_dir, 'keychain'), platform }
  const update = () =>
    openUpdates({
      version,
      file: join(config.data_dir, 'updates.json'),
      log: { info: (...told) => log().info(...told), warn: (...told) => log().warn(...told) },
      now: () => Date.now() / 1000,
      ...{ isPackaged: app.isPackaged, platform, env, resources },
    })
  return compose({
    ...given,
    edition: 'desktop',
    rest: REST_WITH_WINDOW,
    keychain: openKeychain(place),
    vault: openVault(place),
    chooseFolder: () => chooseFolder(texts()),
    person: new AskPerson(texts),
    updating: ready.then(update),
  })
}
