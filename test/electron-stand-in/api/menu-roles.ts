import type { MenuItemConstructorOptions } from 'electron'
import type { BrowserWindow } from './browser-window.ts'
import { record } from './recorder.ts'

type RoleName = NonNullable<MenuItemConstructorOptions['role']>
type Run = (window: BrowserWindow | null, app: { quit(): void; showAboutPanel(): void }) => void

interface Role {
  readonly label?: string
  readonly accelerator?: string
  readonly submenu?: readonly RoleName[]
  readonly run?: Run
}

/** The clipboard's roles act on the page's selection, which is recorded and not done. */
const editing =
  (name: string): Run =>
  () =>
    record(`menu.role.${name}`)

const zoom =
  (step: (level: number) => number): Run =>
  (window) =>
    window?.webContents.setZoomLevel(step(window.webContents.getZoomLevel()))

const ROLES: Record<string, Role> = {
  about: { label: 'About', run: (_, app) => app.showAboutPanel() },
  quit: { label: 'Quit', accelerator: 'CommandOrControl+Q', run: (_, app) => app.quit() },
  close: { label: 'Close Window', accelerator: 'CommandOrControl+W', run: (window) => window?.close() },
  minimize: { label: 'Minimize', accelerator: 'CommandOrControl+M', run: (window) => window?.minimize() },
  zoom: { label: 'Zoom', run: (window) => window?.maximize() },
  reload: { label: 'Reload', accelerator: 'CmdOrCtrl+R', run: (window) => window?.reload() },
  forcereload: {
    label: 'Force Reload',
    accelerator: 'Shift+CmdOrCtrl+R',
    run: (window) => window?.webContents.reloadIgnoringCache(),
  },
  toggledevtools: {
    label: 'Toggle Developer Tools',
    accelerator: 'Ctrl+Shift+I',
    run: (window) => window?.webContents.toggleDevTools(),
  },
  togglefullscreen: {
    label: 'Toggle Full Screen',
    accelerator: 'F11',
    run: (window) => window?.setFullScreen(!window.isFullScreen()),
  },
  resetzoom: { label: 'Actual Size', accelerator: 'CommandOrControl+0', run: zoom(() => 0) },
  zoomin: { label: 'Zoom In', accelerator: 'CommandOrControl+Plus', run: zoom((level) => level + 0.5) },
  zoomout: { label: 'Zoom Out', accelerator: 'CommandOrControl+-', run: zoom((level) => level - 0.5) },
  undo: { label: 'Undo', accelerator: 'CommandOrControl+Z', run: editing('undo') },
  redo: { label: 'Redo', accelerator: 'Control+Y', run: editing('redo') },
  cut: { label: 'Cut', accelerator: 'CommandOrControl+X', run: editing('cut') },
  copy: { label: 'Copy', accelerator: 'CommandOrControl+C', run: editing('copy') },
  paste: { label: 'Paste', accelerator: 'CommandOrControl+V', run: editing('paste') },
  pasteandmatchstyle: { label: 'Paste and Match Style', run: editing('pasteAndMatchStyle') },
  delete: { label: 'Delete', run: editing('delete') },
  selectall: { label: 'Select All', accelerator: 'CommandOrControl+A', run: editing('selectAll') },
  filemenu: { label: 'File', submenu: ['quit'] },
  editmenu: { label: 'Edit', submenu: ['undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectAll'] },
  viewmenu: {
    label: 'View',
    submenu: [
      'reload',
      'forceReload',
      'toggleDevTools',
      'resetZoom',
      'zoomIn',
      'zoomOut',
      'togglefullscreen',
    ],
  },
  windowmenu: { label: 'Window', submenu: ['minimize', 'zoom', 'close'] },
  // A Mac's own, without effect elsewhere.
  appmenu: { label: 'App', submenu: ['about', 'quit'] },
  services: { label: 'Services' },
  hide: { label: 'Hide' },
  hideothers: { label: 'Hide Others' },
  unhide: { label: 'Show All' },
  front: { label: 'Bring All to Front' },
  help: { label: 'Help' },
  window: { label: 'Window' },
}

/** Roles are case-insensitive in Electron. */
export function menuRole(name: string | undefined): Role {
  if (name === undefined) return {}
  const role = ROLES[name.toLowerCase()]
  if (!role) throw new Error(`The menu role '${name}' is not provided by the test double`)
  return role
}
