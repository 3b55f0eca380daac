import { type MenuItemConstructorOptions, shell } from 'electron'
import type { CommandMenu, MenuCommand } from '#contract/desktop'
import { acceleratorOf } from './accelerator.ts'

export interface MenuOptions {
  readonly platform: NodeJS.Platform
  readonly dataDir: string
  /** The commands of the window in front, as it told them. */
  readonly menus: readonly CommandMenu[]
  readonly onCommand: (id: string) => void
}

type Items = MenuItemConstructorOptions[]

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** Which group of commands stands in which menu of the system; the others have menus of their own names. */
const PLACES: Readonly<Record<string, string>> = {
  Data: 'File',
  Namespace: 'File',
  Selection: 'Edit',
  View: 'View',
  Go: 'Go',
  Memory: 'Memory',
  Help: 'Help',
}

/** A page keeps the keys to itself, also while text is typed; the menu only shows them. A Mac's menu has none of its own. */
const keysOf = ({ shortcut }: MenuCommand, platform: NodeJS.Platform): MenuItemConstructorOptions => {
  const accelerator = shortcut === null || platform === 'darwin' ? undefined : acceleratorOf(shortcut)
  return accelerator === undefined ? {} : { accelerator, registerAccelerator: false }
}

/** An ampersand would underline the letter behind it. */
const escaped = (label: string): string => label.replaceAll('&', '&&')

/** Roles, so that the system's own words and keys are used, and between them every command of the registry. */
export const menuTemplate = ({ platform, dataDir, menus, onCommand }: MenuOptions): Items => {
  const isMac = platform === 'darwin'
  const itemsOf = ({ commands }: CommandMenu): Items =>
    commands.map((command) => ({
      id: `command-${command.id}`,
      label: escaped(command.label),
      enabled: command.enabled,
      click: () => onCommand(command.id),
      ...keysOf(command, platform),
    }))
  const inPlace = (place: string): Items =>
    menus.filter(({ group }) => PLACES[group] === place).flatMap((menu) => [...itemsOf(menu), separator])
  const ofScreens: Items = menus
    .filter(({ group }) => PLACES[group] === undefined)
    .map((menu) => ({ label: escaped(menu.group), submenu: itemsOf(menu) }))
  const ofApp = (label: string): Items => {
    const submenu = inPlace(label).slice(0, -1)
    return submenu.length > 0 ? [{ label, submenu }] : []
  }
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { label: 'File', submenu: [...inPlace('File'), { role: isMac ? 'close' : 'quit' }] },
    {
      label: 'Edit',
      submenu: [
        ...(['undo', 'redo'] as const).map((role) => ({ role })),
        separator,
        ...(['cut', 'copy', 'paste', 'delete', 'selectAll'] as const).map((role) => ({ role })),
        separator,
        ...inPlace('Edit').slice(0, -1),
      ],
    },
    {
      label: 'View',
      submenu: [
        ...inPlace('View'),
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
    ...ofApp('Go'),
    ...ofApp('Memory'),
    ...ofScreens,
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        ...inPlace('Help'),
        { id: 'open-data-folder', label: 'Open Data Folder', click: () => void shell.openPath(dataDir) },
        ...(isMac ? [] : [separator, { role: 'about' as const }]),
      ],
    },
  ]
}
