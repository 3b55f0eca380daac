import type * as Main from 'electron/main'
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { clipboard } from './clipboard.ts'
import { dialog } from './dialog.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu, MenuItem } from './menu.ts'
import { nativeImage } from './native-image.ts'
import { nativeTheme } from './native-theme.ts'
import { providedOnly, unprovidedExport } from './not-provided.ts'
import { protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { screen } from './screen.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { crashReporter, globalShortcut, Notification, powerMonitor, Tray } from './system.ts'
import { WebContents } from './web-contents.ts'

const provided = {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents: WebContents,
}

/** The rest of Electron's main process. They can be imported; using one throws its name. */
const UNPROVIDED = [
  'autoUpdater',
  'BaseWindow',
  'BrowserView',
  'ClipboardItem',
  'contentTracing',
  'desktopCapturer',
  'ImageView',
  'inAppPurchase',
  'IpcMainServiceWorker',
  'MessageChannelMain',
  'net',
  'netLog',
  'parentPort',
  'powerSaveBlocker',
  'pushNotifications',
  'ServiceWorkerMain',
  'ShareMenu',
  'sharedTexture',
  'systemPreferences',
  'TouchBar',
  'utilityProcess',
  'View',
  'webFrameMain',
  'WebContentsView',
  'WebSocket',
] as const

type Provided = typeof provided & Record<(typeof UNPROVIDED)[number], object>

/** Never, unless an update of Electron exports something new to decide on. */
export type Forgotten = Exclude<keyof typeof Main, keyof Provided>

export function createElectron(): Provided {
  const absent = Object.fromEntries(UNPROVIDED.map((name) => [name, unprovidedExport(name)]))
  return providedOnly('electron', { ...provided, ...absent } as Provided)
}
