import type { BrowserWindowConstructorOptions, HandlerDetails, LoadFileOptions, Rectangle } from 'electron'
import { createEvent } from './event.ts'
import { focusedWindow, nextId, setFocused, theApp, windows } from './registry.ts'
import { type Owner, WebContents } from './web-contents.ts'
import { WindowBounds } from './window-bounds.ts'

export class BrowserWindow extends WindowBounds implements Owner {
  readonly id = nextId()
  readonly webContents: WebContents
  #title: string
  #isVisible = false
  #isDestroyed = false
  #isClosable: boolean
  #isResizable: boolean
  #isAlwaysOnTop: boolean
  #isMenuBarVisible = true

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super(options)
    if (!theApp().isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    this.#title = options.title ?? theApp().name
    this.#isClosable = options.closable ?? true
    this.#isResizable = options.resizable ?? true
    this.#isAlwaysOnTop = options.alwaysOnTop ?? false
    windows.set(this.id, this)
    this.webContents = new WebContents(this, options.webPreferences ?? {})
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    theApp().emit('web-contents-created', createEvent(), this.webContents)
    theApp().emit('browser-window-created', createEvent(), this)
    if (options.show !== false) this.show()
    if (options.fullscreen) this.setFullScreen(true)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()]
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focusedWindow()
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null
  }

  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  loadFile(path: string, options?: LoadFileOptions): Promise<void> {
    return this.webContents.loadFile(path, options)
  }

  reload(): void {
    this.webContents.reload()
  }

  capturePage(area?: Rectangle): Promise<object> {
    return this.webContents.capturePage(area)
  }

  show(): void {
    this.showInactive()
    this.focus()
  }

  showInactive(): void {
    if (this.#isVisible) return
    this.#isVisible = true
    this.emit('show')
  }

  hide(): void {
    if (!this.#isVisible) return
    this.blur()
    this.#isVisible = false
    this.emit('hide')
  }

  isVisible(): boolean {
    return this.#isVisible
  }

  focus(): void {
    if (!this.#isVisible || this.isFocused()) return
    focusedWindow()?.blur()
    setFocused(this)
    this.emit('focus')
    theApp().emit('browser-window-focus', createEvent(), this)
  }

  blur(): void {
    if (!this.isFocused()) return
    setFocused(undefined)
    this.emit('blur')
    theApp().emit('browser-window-blur', createEvent(), this)
  }

  isFocused(): boolean {
    return focusedWindow() === this
  }

  close(): void {
    void this.tryClose({ asksPage: true })
  }

  destroy(): void {
    if (this.#isDestroyed) return
    this.blur()
    this.#isDestroyed = true
    windows.delete(this.id)
    this.webContents.windowDestroyed()
    this.emit('closed')
    theApp().windowClosed()
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  setTitle(title: string): void {
    this.#title = title
  }

  getTitle(): string {
    return this.#title
  }

  get title(): string {
    return this.#title
  }

  set title(title: string) {
    this.setTitle(title)
  }

  isClosable(): boolean {
    return this.#isClosable
  }

  isResizable(): boolean {
    return this.#isResizable
  }

  setResizable(isResizable: boolean): void {
    this.#isResizable = isResizable
  }

  isAlwaysOnTop(): boolean {
    return this.#isAlwaysOnTop
  }

  setAlwaysOnTop(isOnTop: boolean): void {
    this.#isAlwaysOnTop = isOnTop
  }

  isMenuBarVisible(): boolean {
    return this.#isMenuBarVisible
  }

  setMenuBarVisibility(isVisible: boolean): void {
    this.#isMenuBarVisible = isVisible
  }

  // Looks that nobody can look at.
  setMenu(): void {}
  removeMenu(): void {}
  setAutoHideMenuBar(): void {}
  setBackgroundColor(): void {}
  setTitleBarOverlay(): void {}
  setIcon(): void {}
  setProgressBar(): void {}
  flashFrame(): void {}
  moveTop(): void {}

  // What follows is for the double's other parts, not for apps.

  /** First the app may object, then the page. False when one of them did. */
  async tryClose({ asksPage }: { readonly asksPage: boolean }): Promise<boolean> {
    if (this.#isDestroyed) return true
    const event = createEvent()
    this.emit('close', event)
    if (event.defaultPrevented) return false
    if (asksPage && !(await this.webContents.mayUnload())) return false
    this.destroy()
    return true
  }

  /** The page's <title>; an app may keep its own by preventing it. */
  pageTitled(title: string): void {
    const event = createEvent()
    this.webContents.emit('page-title-updated', event, title, true)
    this.emit('page-title-updated', event, title, true)
    if (!event.defaultPrevented) this.#title = title
  }

  openRequested(details: Pick<HandlerDetails, 'url' | 'frameName' | 'features' | 'disposition'>): void {
    const referrer = { url: this.webContents.getURL(), policy: 'default' as const }
    const response = this.webContents.windowOpenHandler?.({ ...details, referrer }) ?? { action: 'allow' }
    if (response.action !== 'allow') return
    const window = new BrowserWindow(response.overrideBrowserWindowOptions)
    this.webContents.emit('did-create-window', window, { ...details, options: {}, referrer })
    if (details.url !== '') window.loadURL(details.url).catch(() => {})
  }

  protected override sizeChanged(): void {
    this.webContents.applySize().catch(() => {})
  }
}
