import { type MenuItemConstructorOptions, shell } from 'electron'
import type { CommandMenu, MenuCommand } from '#contract/desktop'
import { acceleratorOf } from './accelerator.ts'
import type { NativeTexts } from './words/en.ts'

export interface MenuOptions {
  readonly platform: NodeJS.Platform
  readonly texts: NativeTexts
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

/** It stands where people of a Mac look for it, and in Help elsewhere. */
const UPDATES = 'check-for-updates'

const ofMac = (texts: NativeTexts, updates: Items): MenuItemConstructorOptions => ({
  // The system shows the name of the app there.
  label: 'Soma Inspector',
  submenu: [
    { role: 'about', label: texts.about },
    ...updates,
    separator,
    { role: 'services', label: texts.services },
    separator,
    { role: 'hide', label: texts.hide },
    { role: 'hideOthers', label: texts.hideOthers },
    { role: 'unhide', label: texts.showAll },
    separator,
    { role: 'quit', label: texts.quit },
  ],
})

const ofEdit = (texts: NativeTexts): Items => [
  { role: 'undo', label: texts.undo },
  { role: 'redo', label: texts.redo },
  separator,
  { role: 'cut', label: texts.cut },
  { role: 'copy', label: texts.copy },
  { role: 'paste', label: texts.paste },
  { role: 'delete', label: texts.delete },
  { role: 'selectAll', label: texts.selectAll },
]

const ofView = (texts: NativeTexts): Items => [
  { role: 'reload', label: texts.reload },
  { role: 'toggleDevTools', label: texts.developerTools },
  separator,
  { role: 'resetZoom', label: texts.actualSize },
  { role: 'zoomIn', label: texts.zoomIn },
  { role: 'zoomOut', label: texts.zoomOut },
  separator,
  { role: 'togglefullscreen', label: texts.fullScreen },
]

const ofWindow = (texts: NativeTexts, isMac: boolean): Items => [
  { role: 'minimize', label: texts.minimize },
  { role: 'zoom', label: texts.zoomWindow },
  ...(isMac
    ? [separator, { role: 'front' as const, label: texts.allToFront }]
    : [{ role: 'close' as const, label: texts.closeWindow }]),
]

/** Roles, so that the system's own keys are used, and between them every command of the registry. */
export const menuTemplate = ({ platform, texts, dataDir, menus, onCommand }: MenuOptions): Items => {
  const isMac = platform === 'darwin'
  const itemsOf = (commands: readonly MenuCommand[]): Items =>
    commands.map((command) => ({
      id: `command-${command.id}`,
      label: escaped(command.label),
      enabled: command.enabled,
      click: () => onCommand(command.id),
      ...keysOf(command, platform),
    }))
  const updates = menus.flatMap(({ commands }) => commands.filter(({ id }) => id === UPDATES))
  const here = menus.map((menu) =>
    isMac ? { ...menu, commands: menu.commands.filter(({ id }) => id !== UPDATES) } : menu,
  )
  const inPlace = (place: string): Items =>
    here
      .filter(({ group }) => PLACES[group] === place)
      .flatMap(({ commands }) => [...itemsOf(commands), separator])
  const menuOf = ({ label, commands }: CommandMenu): MenuItemConstructorOptions => ({
    label: escaped(label),
    submenu: itemsOf(commands),
  })
  const ofApp = (group: string): Items => here.filter((menu) => menu.group === group).map(menuOf)
  return [
    ...(isMac ? [ofMac(texts, itemsOf(updates))] : []),
    {
      label: texts.file,
      submenu: [
        ...inPlace('File'),
        isMac ? { role: 'close', label: texts.closeWindow } : { role: 'quit', label: texts.quit },
      ],
    },
    { label: texts.edit, submenu: [...ofEdit(texts), separator, ...inPlace('Edit').slice(0, -1)] },
    { label: texts.view, submenu: [...inPlace('View'), ...ofView(texts)] },
    ...ofApp('Go'),
    ...ofApp('Memory'),
    ...here.filter(({ group }) => PLACES[group] === undefined).map(menuOf),
    { role: 'window', label: texts.window, submenu: ofWindow(texts, isMac) },
    {
      role: 'help',
      label: texts.help,
      submenu: [
        ...inPlace('Help'),
        { id: 'open-data-folder', label: texts.openDataFolder, click: () => void shell.openPath(dataDir) },
        ...(isMac ? [] : [separator, { role: 'about' as const, label: texts.about }]),
      ],
    },
  ]
}
