import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { LoadFileOptions, PrintToPDFOptions, Rectangle } from 'electron'
import { host } from '../runtime/host.ts'
import { createEvent } from './event.ts'
import { loadError } from './load-error.ts'
import { Loads } from './loads.ts'
import { nativeImage } from './native-image.ts'
import { StandInEmitter } from './not-provided.ts'
import type { Page } from './page.ts'
import { objectsToUnload } from './unload.ts'
import { FrameTree, type WebFrameMain } from './web-frame-main.ts'

/** The half of webContents that drives a page: loading it, looking at it, and what state it is in. */
export abstract class PageContents extends StandInEmitter {
  protected readonly frames = new FrameTree()
  protected abstract readonly opening: Promise<Page>
  readonly #loads = new Loads()
  #isLoading = false
  #isCrashed = false
  #hasNavigated = false
  #isDevToolsOpen = false
  #zoomFactor = 1

  get mainFrame(): WebFrameMain {
    return this.frames.main
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.opening
    this.#hasNavigated = true
    const { errorText, loaderId } = await page.cdp.send('Page.navigate', { url })
    if (errorText) {
      const error = loadError(errorText, url)
      this.emit(
        'did-fail-load',
        createEvent(),
        error.errno,
        error.code,
        url,
        true,
        1,
        this.mainFrame.routingId,
      )
      throw error
    }
    // Without a loader only the fragment has changed.
    if (loaderId) await this.#loads.finished(loaderId, url)
  }

  loadFile(path: string, options: LoadFileOptions = {}): Promise<void> {
    const url = pathToFileURL(resolve(host().app.path, path))
    if (options.query) url.search = new URLSearchParams(options.query).toString()
    if (options.search) url.search = options.search
    if (options.hash) url.hash = options.hash
    return this.loadURL(url.href)
  }

  reload(): void {
    this.#reload({ ignoreCache: false })
  }

  reloadIgnoringCache(): void {
    this.#reload({ ignoreCache: true })
  }

  #reload(parameters: { readonly ignoreCache: boolean }): void {
    const reload = async (): Promise<void> => {
      const page = await this.opening
      if (await this.mayUnload()) await page.cdp.send('Page.reload', parameters)
    }
    // A page that crashes or closes meanwhile does not answer, and need not.
    reload().catch(() => {})
  }

  stop(): void {
    this.opening.then(({ cdp }) => cdp.send('Page.stopLoading')).catch(() => {})
  }

  forcefullyCrashRenderer(): void {
    this.opening.then(({ cdp }) => cdp.send('Page.crash')).catch(() => {})
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return (await this.opening).evaluate(code, { userGesture })
  }

  async capturePage(area?: Rectangle): Promise<object> {
    const { cdp } = await this.opening
    const clip = area ? { clip: { ...area, scale: 1 } } : {}
    const { data } = await cdp.send('Page.captureScreenshot', { format: 'png', ...clip })
    return nativeImage.createFromBuffer(Buffer.from(data, 'base64'))
  }

  async printToPDF({ printBackground = false, landscape = false }: PrintToPDFOptions = {}): Promise<Buffer> {
    const { cdp } = await this.opening
    const { data } = await cdp.send('Page.printToPDF', { printBackground, landscape })
    return Buffer.from(data, 'base64')
  }

  getURL(): string {
    return this.mainFrame.url
  }

  isLoading(): boolean {
    return this.#isLoading
  }

  isCrashed(): boolean {
    return this.#isCrashed
  }

  /** The DevTools and the zoom are remembered and nothing more: Playwright's pages need neither. */
  openDevTools(): void {
    this.#isDevToolsOpen = true
  }

  closeDevTools(): void {
    this.#isDevToolsOpen = false
  }

  toggleDevTools(): void {
    this.#isDevToolsOpen = !this.#isDevToolsOpen
  }

  isDevToolsOpened(): boolean {
    return this.#isDevToolsOpen
  }

  setZoomFactor(factor: number): void {
    this.#zoomFactor = factor
  }

  getZoomFactor(): number {
    return this.#zoomFactor
  }

  setZoomLevel(level: number): void {
    this.#zoomFactor = 1.2 ** level
  }

  getZoomLevel(): number {
    return Math.log(this.#zoomFactor) / Math.log(1.2)
  }

  // What follows is for the double's other parts, not for apps.

  /** Until then the page is the empty one it was created with, of which Electron tells nothing. */
  get hasNavigated(): boolean {
    return this.#hasNavigated
  }

  /** A page that objects in beforeunload is heard, unless the app overrules it in will-prevent-unload. */
  async mayUnload(): Promise<boolean> {
    if (this.#isCrashed || !this.#hasNavigated) return true
    if (!(await objectsToUnload(await this.opening))) return true
    const event = createEvent()
    this.emit('will-prevent-unload', event)
    return event.defaultPrevented
  }

  navigated(loaderId: string): void {
    this.#hasNavigated = true
    this.#isCrashed = false
    this.#loads.committed(loaderId)
  }

  loaded(loaderId: string): void {
    if (!this.#hasNavigated) return
    this.emit('did-finish-load', createEvent())
    this.#loads.loaded(loaderId)
  }

  crashed(): void {
    this.#isCrashed = true
    this.emit('render-process-gone', createEvent(), { reason: 'crashed', exitCode: 1 })
  }

  loading(isLoading: boolean): void {
    if (this.#isLoading === isLoading || !this.#hasNavigated) return
    this.#isLoading = isLoading
    this.emit(isLoading ? 'did-start-loading' : 'did-stop-loading')
  }
}
