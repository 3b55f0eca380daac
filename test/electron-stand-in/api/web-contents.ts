import type { HandlerDetails, WebPreferences, WindowOpenHandlerResponse } from 'electron'
import { chromium } from '../runtime/chromium.ts'
import type { FromPage } from '../wire/isolated-world.ts'
import type { Preload } from '../wire/page-scripts.ts'
import { createEvent } from './event.ts'
import { dispatchToMain } from './ipc-dispatch.ts'
import { nativeTheme } from './native-theme.ts'
import { guardNavigation, type NavigationAttempt } from './navigation-guard.ts'
import { Page, type Reply } from './page.ts'
import { PageContents } from './page-contents.ts'
import { forwardPageEvents } from './page-events.ts'
import { readPreload } from './preload-file.ts'
import { contents, contentsOfTarget, focusedWindow, nextId } from './registry.ts'
import { type Session, session } from './session.ts'

export type WindowOpenHandler = (details: HandlerDetails) => WindowOpenHandlerResponse

/** What a webContents needs of the window it is in. */
export interface Owner {
  getContentSize(): number[]
  getTitle(): string
  isDestroyed(): boolean
  focus(): void
  tryClose(options: { readonly asksPage: boolean }): Promise<boolean>
  /** The page's title is another. */
  pageTitled(title: string): void
  /** The page wants a window: by window.open, a link's target, a click with Ctrl held. */
  openRequested(details: Pick<HandlerDetails, 'url' | 'frameName' | 'features' | 'disposition'>): void
}

export class WebContents extends PageContents {
  readonly id = nextId()
  readonly session: Session
  readonly hostWebContents = null
  readonly owner: Owner
  windowOpenHandler: WindowOpenHandler | undefined
  protected readonly opening: Promise<Page>
  readonly #preferences: WebPreferences
  #page: Page | undefined

  constructor(owner: Owner, preferences: WebPreferences) {
    super()
    refuseUnsafe(preferences)
    this.owner = owner
    this.#preferences = preferences
    this.session = preferences.partition
      ? session.fromPartition(preferences.partition)
      : session.defaultSession
    contents.set(this.id, this)
    this.opening = this.#open()
    this.opening.catch((error: Error) => {
      if (chromium.running && !owner.isDestroyed()) console.error('electron stand-in: no window:', error)
    })
  }

  static getAllWebContents(): WebContents[] {
    return [...contents.values()]
  }

  static fromId(id: number): WebContents | undefined {
    return contents.get(id)
  }

  static getFocusedWebContents(): WebContents | null {
    return focusedWindow()?.webContents ?? null
  }

  /** Playwright finds the window of a page with this. */
  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return contentsOfTarget(targetId)
  }

  get targetId(): string | undefined {
    return this.#page?.targetId
  }

  #open(): Promise<Page> {
    const options = {
      size: () => {
        const [width = 800, height = 600] = this.owner.getContentSize()
        return { width, height }
      },
      colorScheme: () => (nativeTheme.shouldUseDarkColors ? ('dark' as const) : ('light' as const)),
      preload: this.#preload(),
      receive: this.#receive.bind(this),
    }
    return Page.create(options, async (page) => {
      this.#page = page
      this.frames.follow(page.cdp, page.targetId)
      forwardPageEvents(page, this, this.frames)
      await guardNavigation(page.cdp, page.targetId, {
        mayNavigate: (attempt) => this.#mayNavigate(attempt),
        mayRedirect: ({ url, isMainFrame, frameId }) => {
          const event = createEvent({
            url,
            isMainFrame,
            isSameDocument: false,
            frame: this.frames.get(frameId),
          })
          this.emit('will-redirect', event, url, false, isMainFrame)
          return !event.defaultPrevented
        },
        beforeDocument: (url) => this.session.applyPermissions(this, url),
        mayRequest: (url, resourceType) => this.session.mayRequest(url, resourceType),
      })
    })
  }

  #preload(): Preload | undefined {
    try {
      return readPreload(this.#preferences)
    } catch (error) {
      queueMicrotask(() => this.#preloadFailed(error))
      return undefined
    }
  }

  #preloadFailed(error: unknown): void {
    this.emit('preload-error', createEvent(), this.#preferences.preload, error)
    console.error('Unable to load preload script:', this.#preferences.preload, error)
  }

  #mayNavigate({ url, frameId, isMainFrame }: NavigationAttempt): boolean {
    const frame = this.frames.get(frameId)
    const event = createEvent({ url, isMainFrame, isSameDocument: false, frame, initiator: frame })
    this.emit('will-frame-navigate', event)
    if (isMainFrame) this.emit('will-navigate', event, url)
    return !event.defaultPrevented
  }

  #receive(message: FromPage, value: unknown, frameId: string, reply: Reply): void {
    if (message.type === 'preload-error') {
      this.#preloadFailed(value)
    } else if (message.type === 'input') {
      this.emit('input-event', createEvent(), { type: message.kind })
    } else if (message.type === 'title') {
      this.owner.pageTitled(message.title)
    } else if (message.type === 'open') {
      const { url, name: frameName, features } = message
      this.owner.openRequested({
        url,
        frameName,
        features,
        disposition: features ? 'new-window' : 'foreground-tab',
      })
    } else {
      dispatchToMain(message, value as unknown[], {
        contents: this,
        frame: this.frames.get(frameId),
        send: (channel, args) => this.#page?.send(frameId, channel, args),
        reply,
      })
    }
  }

  /** To the main frame; as in Electron, before there is a document nobody hears it. */
  send(channel: string, ...args: unknown[]): void {
    if (this.isDestroyed()) throw new TypeError('Object has been destroyed')
    this.#page?.send(this.#page.targetId, channel, args)
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler
  }

  /** Remembered by nobody: headless Chromium is not asked to make calls. */
  setWebRTCIPHandlingPolicy(): void {}

  getTitle(): string {
    return this.owner.getTitle()
  }

  getType(): string {
    return 'window'
  }

  getOSProcessId(): number {
    return chromium.pid ?? 0
  }

  isDestroyed(): boolean {
    return this.owner.isDestroyed()
  }

  isFocused(): boolean {
    return focusedWindow()?.webContents === this
  }

  focus(): void {
    this.owner.focus()
  }

  close({ waitForBeforeUnload = false } = {}): void {
    void this.owner.tryClose({ asksPage: waitForBeforeUnload })
  }

  // What follows is for the double's other parts, not for apps.

  override navigated(loaderId: string): void {
    super.navigated(loaderId)
    // Playwright emulates media too when it takes up a page; whoever spoke last is heard, so speak again.
    this.applyColorScheme()
  }

  applyColorScheme(): void {
    this.#page?.applyColorScheme().catch(() => {})
  }

  async applySize(): Promise<void> {
    await (await this.opening).applySize()
  }

  windowDestroyed(): void {
    contents.delete(this.id)
    this.opening.then((page) => page.close()).catch(() => {})
    this.emit('destroyed')
  }
}

function refuseUnsafe({ nodeIntegration, contextIsolation, sandbox }: WebPreferences): void {
  if (nodeIntegration || contextIsolation === false || sandbox === false) {
    const what = 'A window with nodeIntegration: true, contextIsolation: false or sandbox: false'
    throw new Error(`${what} is not provided by the test double`)
  }
}
