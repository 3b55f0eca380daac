import { type BrowserWindow, Menu, Notification } from 'electron'
import type { CommandMenu, DesktopHandlers, DesktopRequest } from '#contract/desktop'
import type { Opening } from '#hosts/composition/opening'
import type { HandedOver } from './handed-over.ts'
import { menuTemplate } from './menu.ts'
import { openWindow } from './open-window.ts'
import type { OwnPage } from './own-page.ts'
import { RequestQueue } from './request-queue.ts'
import type { SystemParts } from './system-parts.ts'
import type { NativeWords } from './words/native-words.ts'

interface AppWindowsOptions {
  readonly opening: Opening
  readonly page: OwnPage
  readonly preload: string
  readonly dataDir: string
  readonly handed: HandedOver
  readonly words: NativeWords
  /** Asked late: they call the windows themselves. */
  readonly parts: () => SystemParts
}

interface Open {
  readonly window: BrowserWindow
  readonly requests: RequestQueue<DesktopRequest>
  menus: readonly CommandMenu[]
}

/** More are a mistake of somebody's, or of a page's. */
const MOST_WINDOWS = 24
const SAME_NEWS_MS = 3000

/** The windows of the app: one at first, others torn off it. Each has a place of its own, all have the same data. */
export class AppWindows {
  readonly #options: AppWindowsOptions
  /** In the order in which they were in front, the last one last. */
  #open: Open[] = []
  #lastNews = { text: '', at: 0 }

  constructor(options: AppWindowsOptions) {
    this.#options = options
    this.#setMenu([])
  }

  /** In the language of now. */
  renewMenu(): void {
    this.#setMenu(this.#open.at(-1)?.menus ?? [])
  }

  /** Opens a window, or brings the last one to the front. */
  show(): Open {
    const last = this.#open.at(-1)
    return last ? this.#bringUp(last) : this.open('')
  }

  open(location: string): Open {
    const { opening, page, preload, dataDir, words } = this.#options
    const beside = this.#open.at(-1)?.window
    const requests = new RequestQueue<DesktopRequest>()
    // The handlers are asked first once the page has loaded, when there is a window.
    let opened: Open
    const desktop = this.#handlers(() => opened)
    const window = openWindow({ opening, page, preload, dataDir, location, beside, desktop, words })
    opened = { window, requests, menus: [] }
    this.#open.push(opened)
    window.on('focus', () => {
      this.#open = [...this.#open.filter((one) => one !== opened), opened]
      this.#setMenu(opened.menus)
    })
    window.on('closed', () => {
      this.#open = this.#open.filter((one) => one !== opened)
    })
    return opened
  }

  /** Asks something of the window in front, or of one that is opened for it. */
  ask(request: DesktopRequest): void {
    this.show().requests.push(request)
  }

  /** Two windows tell of one thing: once is enough. */
  #isNews(text: string): boolean {
    const now = performance.now()
    const isSame = this.#lastNews.text === text && now - this.#lastNews.at < SAME_NEWS_MS
    this.#lastNews = { text, at: now }
    return !isSame
  }

  #bringUp(one: Open): Open {
    const { window } = one
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    return one
  }

  #setMenu(menus: readonly CommandMenu[]): void {
    const { platform } = process
    const { dataDir, words } = this.#options
    const { texts } = words
    const onCommand = (id: string): void => this.ask({ kind: 'command', id })
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(menuTemplate({ platform, texts, dataDir, menus, onCommand })),
    )
  }

  #handlers(own: () => Open): DesktopHandlers {
    const { handed, parts, words } = this.#options
    return {
      setMenus: async ({ menus }) => {
        const one = own()
        one.menus = menus
        if (one === this.#open.at(-1)) this.#setMenu(menus)
        return {}
      },
      speak: async ({ locale }) => {
        words.speak(locale)
        return {}
      },
      openWindow: async ({ location }) => {
        if (this.#open.length < MOST_WINDOWS) this.open(location)
        return {}
      },
      notify: async ({ title, body, location }) => {
        // Every window hears of it; somebody who looks at one of them needs no notification.
        const isSeen =
          this.#open.some(({ window }) => window.isFocused()) || !this.#isNews(`${title}\n${body}`)
        if (isSeen || !Notification.isSupported()) return {}
        const notification = new Notification({ title, body })
        notification.on('click', () => {
          const one = own()
          if (one.window.isDestroyed()) return
          this.#bringUp(one)
          if (location !== null) one.requests.push({ kind: 'location', location })
        })
        notification.show()
        return {}
      },
      state: async () => parts().state,
      set: async (change) => parts().set(change),
      requests: (_, { signal }) => own().requests.read(signal),
      readFile: ({ id }, { signal }) => handed.read(id, signal),
    }
  }
}
