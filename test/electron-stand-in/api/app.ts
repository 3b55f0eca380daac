import { join } from 'node:path'
import { chromium } from '../runtime/chromium.ts'
import { host } from '../runtime/host.ts'
import { AppPaths } from './app-paths.ts'
import { commandLine } from './command-line-switches.ts'
import { createEvent } from './event.ts'
import { StandInEmitter } from './not-provided.ts'
import { record } from './recorder.ts'
import { focusedWindow, registerApp, windows } from './registry.ts'
import { SingleInstanceLock } from './single-instance.ts'

class App extends StandInEmitter {
  readonly commandLine = commandLine
  readonly dock = undefined
  readonly runningUnderARM64Translation = false
  applicationMenu: object | null = null
  readonly #paths = new AppPaths()
  readonly #whenReady = Promise.withResolvers<void>()
  #name: string | undefined
  #lock: SingleInstanceLock | undefined
  #isReady = false
  #isQuitting = false
  #isExiting = false

  get isPackaged(): boolean {
    return host().archive !== undefined
  }

  whenReady(): Promise<void> {
    return this.#whenReady.promise
  }

  isReady(): boolean {
    return this.#isReady
  }

  get name(): string {
    const { name, productName } = host().app.package
    return this.#name ?? productName ?? name
  }

  set name(name: string) {
    this.#name = name
  }

  getName(): string {
    return this.name
  }

  setName(name: string): void {
    this.#name = name
  }

  getVersion(): string {
    return host().app.package.version ?? host().versions.electron
  }

  getAppPath(): string {
    return host().app.path
  }

  getPath(name: string): string {
    return this.#paths.get(name)
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  setAppLogsPath(path = join(this.getPath('userData'), 'logs')): void {
    this.setPath('logs', path)
  }

  requestSingleInstanceLock(additionalData: unknown = {}): boolean {
    this.#lock ??= new SingleInstanceLock({
      folder: this.getPath('userData'),
      socket: join(host().tempFolder, 'instance.sock'),
      onSecond: ({ argv, workingDirectory, additionalData: data }) => {
        this.emit('second-instance', createEvent(), argv, workingDirectory, data)
      },
    })
    return this.#lock.request({ argv: process.argv, workingDirectory: process.cwd(), additionalData })
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock?.held ?? false
  }

  releaseSingleInstanceLock(): void {
    this.#lock?.release()
  }

  /**
   * before-quit, then each window's close and closed, then will-quit, then quit. The first three may be prevented.
   * There is no window-all-closed in between, as in Electron.
   */
  quit(): void {
    if (this.#isQuitting || this.#isExiting) return
    const beforeQuit = createEvent()
    this.emit('before-quit', beforeQuit)
    if (beforeQuit.defaultPrevented) return
    this.#isQuitting = true
    if (windows.size === 0) this.#windowsAreClosed()
    else void this.#closeWindows()
  }

  async #closeWindows(): Promise<void> {
    const closing = [...windows.values()].map((window) => window.tryClose({ asksPage: true }))
    const areClosed = (await Promise.all(closing)).every(Boolean)
    if (areClosed && windows.size === 0) this.#windowsAreClosed()
    else this.#isQuitting = false
  }

  #windowsAreClosed(): void {
    const willQuit = createEvent()
    this.emit('will-quit', willQuit)
    this.#isQuitting = false
    if (!willQuit.defaultPrevented) this.#end(0)
  }

  exit(code = 0): void {
    this.#isQuitting = true
    for (const window of [...windows.values()]) window.destroy()
    this.#end(code)
  }

  #end(code: number): void {
    if (this.#isExiting) return
    this.#isExiting = true
    this.emit('quit', createEvent(), code)
    const ending = Promise.all([chromium.stop(), this.#lock?.delivered()])
    // Without a refused Chromium or a lost message the code is the same.
    ending.catch(() => {}).finally(() => process.exit(code))
  }

  relaunch(options: object = {}): void {
    record('app.relaunch', options)
  }

  focus(): void {
    focusedWindow()?.focus()
  }

  getLocale(): string {
    return commandLine.getSwitchValue('lang') || 'en-US'
  }

  getSystemLocale(): string {
    return 'en-US'
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-US']
  }

  showAboutPanel(): void {
    record('app.showAboutPanel')
  }

  setAboutPanelOptions(options: object): void {
    record('app.setAboutPanelOptions', options)
  }

  addRecentDocument(path: string): void {
    record('app.addRecentDocument', path)
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    record('app.setAsDefaultProtocolClient', protocol)
    return true
  }

  setLoginItemSettings(settings: object): void {
    record('app.setLoginItemSettings', settings)
  }

  setBadgeCount(count = 0): boolean {
    record('app.setBadgeCount', count)
    return true
  }

  setAppUserModelId(id: string): void {
    record('app.setAppUserModelId', id)
  }

  /** Windows are sandboxed in any case. */
  enableSandbox(): void {}

  disableHardwareAcceleration(): void {}

  isHardwareAccelerationEnabled(): boolean {
    return false
  }

  // What follows is for the double's other parts, not for apps.

  get isEnding(): boolean {
    return this.#isExiting
  }

  becomeReady(): void {
    this.#isReady = true
    this.emit('will-finish-launching')
    this.emit('ready', createEvent(), {})
    this.#whenReady.resolve()
  }

  /** An app without a listener quits with its last window. */
  windowClosed(): void {
    if (windows.size > 0 || this.#isQuitting || this.#isExiting) return
    if (!this.emit('window-all-closed')) this.quit()
  }
}

export const app = new App()
registerApp(app)
