import { BrowserWindow, dialog, ipcMain, nativeTheme, screen } from 'electron'
import { type DesktopHandlers, desktopContract } from '#contract/desktop'
import { contract } from '#contract/index'
import type { Opening } from '#hosts/composition/opening'
import { type Serving, serve } from '#rpc/serve'
import type { OwnPage } from './own-page.ts'
import { servePages } from './page-port.ts'
import {
  loadWindowState,
  minimumSize,
  placeWindow,
  saveWindowState,
  type WindowState,
} from './window-bounds.ts'
import type { NativeWords } from './words/native-words.ts'

interface WindowOptions {
  readonly opening: Opening
  readonly page: OwnPage
  readonly preload: string
  readonly dataDir: string
  /** `#/notes/graph`; empty where the window opens where the last one was. */
  readonly location: string
  /** Stands over this one, a little aside. */
  readonly beside?: BrowserWindow | undefined
  readonly desktop: DesktopHandlers
  readonly words: NativeWords
}

/** `--surface-0` of tokens.css: what is seen until the page has painted, and at the edges while it is resized. */
const BACKGROUND = { light: '#f3f3f5', dark: '#0e0e11' }

/** So far another window stands aside of the one that it came from. */
const ASIDE = 32

const asideOf = (window: BrowserWindow): WindowState => {
  const { x, y, width, height } = window.getNormalBounds()
  return { bounds: { x: x + ASIDE, y: y + ASIDE, width, height }, maximized: false }
}

const createWindow = ({ preload, dataDir, beside }: WindowOptions): BrowserWindow => {
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const wanted = beside ? asideOf(beside) : loadWindowState(dataDir)
  const { bounds, maximized } = placeWindow(wanted, workAreas)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Soma Inspector',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  return window
}

const rememberBounds = (window: BrowserWindow, dataDir: string, log: Opening['log']): void => {
  window.on('close', () => {
    try {
      saveWindowState(dataDir, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
    } catch (error) {
      // The next window opens in the middle; that is no reason to keep this one open.
      log.warn('the place of the window could not be saved', { error: String(error) })
    }
  })
}

/** A page with unsaved changes holds the window open without a word, unless somebody asks. */
const askBeforeLeaving = (window: BrowserWindow, words: NativeWords): void => {
  window.webContents.on('will-prevent-unload', (event) => {
    const { texts } = words
    const choice = dialog.showMessageBoxSync(window, {
      type: 'question',
      message: texts.notSaved,
      detail: texts.lostIfYouLeave,
      buttons: [texts.stay, texts.leave],
      defaultId: 0,
      cancelId: 0,
    })
    if (choice === 1) event.preventDefault()
  })
}

const recoverFromCrash = (window: BrowserWindow, words: NativeWords, log: Opening['log']): void => {
  window.webContents.on('render-process-gone', async (_, { reason, exitCode }) => {
    log.error('the window crashed', { reason, exitCode })
    const { texts } = words
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: texts.crashed,
      detail: texts.memoriesAreSafe,
      buttons: [texts.reload, texts.close],
      defaultId: 0,
      cancelId: 1,
    })
    if (window.isDestroyed()) return
    if (response === 0) window.reload()
    else window.destroy()
  })
}

/** Opens the window and serves the contract to its page. */
export const openWindow = (options: WindowOptions): BrowserWindow => {
  const { opening, page, dataDir, location, desktop, words } = options
  const { handlers, log } = opening
  const window = createWindow(options)
  // A window that was torn off stands aside of the one that is opened at the next start.
  if (!options.beside) rememberBounds(window, dataDir, log)
  askBeforeLeaving(window, words)
  recoverFromCrash(window, words, log)
  servePages({
    ipc: ipcMain,
    contents: window.webContents,
    isOwnPage: page.isOwn,
    onPage: (port): Serving =>
      serve({ ...contract, ...desktopContract }, { ...handlers, desktop }, port, {
        client: 'app',
        checkOutputs: false,
        report: (error, id) => log.error('a call failed', { id, error: stackOf(error) }),
      }),
  })
  window
    .loadURL(`${page.url}${location}`)
    .catch((error: unknown) => log.error('the page did not load', { error: stackOf(error) }))
  return window
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
