import { type MenuItemConstructorOptions, shell } from 'electron'

export interface MenuOptions {
  readonly platform: NodeJS.Platform
  readonly dataDir: string
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** Roles, so that the system's own words and keys are used. The app's commands are in its palette. */
export const menuTemplate = ({ platform, dataDir }: MenuOptions): MenuItemConstructorOptions[] => {
  const isMac = platform === 'darwin'
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { label: 'File', submenu: [{ role: isMac ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'reload' },
        { role: 'toggleDevTools' },
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { id: 'open-data-folder', label: 'Open Data Folder', click: () => void shell.openPath(dataDir) },
        ...(isMac ? [] : [separator, { role: 'about' as const }]),
      ],
    },
  ]
}
