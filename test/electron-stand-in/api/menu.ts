import type { MenuItemConstructorOptions } from 'electron'
import { app } from './app.ts'
import { menuRole } from './menu-roles.ts'
import { StandInEmitter } from './not-provided.ts'
import { record } from './recorder.ts'
import { focusedWindow } from './registry.ts'

type Template = readonly (MenuItemConstructorOptions | MenuItem)[]
type Click = NonNullable<MenuItemConstructorOptions['click']>

let lastCommandId = 0

export class MenuItem {
  readonly commandId = ++lastCommandId
  readonly id: string | undefined
  readonly type: string
  readonly role: string | undefined
  readonly submenu: Menu | undefined
  readonly accelerator: string | undefined
  readonly registerAccelerator: boolean
  menu: Menu | undefined
  label: string
  sublabel: string
  toolTip: string
  enabled: boolean
  visible: boolean
  checked: boolean
  readonly #click: Click | undefined

  constructor(options: MenuItemConstructorOptions) {
    const role = menuRole(options.role)
    this.id = options.id
    this.role = options.role?.toLowerCase()
    this.submenu = submenuOf(options.submenu ?? role.submenu?.map((name) => ({ role: name })))
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal')
    this.label = options.label ?? role.label ?? ''
    this.accelerator = options.accelerator?.toString() ?? role.accelerator
    this.registerAccelerator = options.registerAccelerator ?? true
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.#click = options.click
  }

  /** What a click with the mouse does, which is how tests use a menu: there is no mouse to click it with. */
  click(): void {
    if (!this.enabled) return
    if (this.type === 'checkbox') this.checked = !this.checked
    if (this.type === 'radio') this.#choose()
    const window = focusedWindow()
    // The click of the app comes with Electron's own types of what is the double's here.
    const click = this.#click as ((item: MenuItem, window: unknown, event: object) => void) | undefined
    if (this.role) menuRole(this.role).run?.(window, app)
    else click?.(this, window ?? undefined, {})
  }

  #choose(): void {
    for (const item of this.menu?.items ?? []) if (item.type === 'radio') item.checked = item === this
  }
}

export class Menu extends StandInEmitter {
  static #application: Menu | null = null
  readonly items: MenuItem[] = []

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
    app.applicationMenu = menu
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application
  }

  static buildFromTemplate(template: Template): Menu {
    if (!Array.isArray(template))
      throw new TypeError('Invalid template for Menu: Menu template must be an array')
    const menu = new Menu()
    for (const entry of template) {
      if (!(entry instanceof MenuItem) && !entry.label && !entry.role && !entry.type && !entry.submenu) {
        throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
      }
      menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry))
    }
    return menu
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item)
  }

  insert(position: number, item: MenuItem): void {
    item.menu = this
    this.items.splice(position, 0, item)
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  /** Recorded; a context menu of the double shows nothing and closes at once. */
  popup(options: { readonly callback?: () => void } = {}): void {
    this.emit('menu-will-show')
    record(
      'menu.popup',
      this.items.map(({ label }) => label),
    )
    this.closePopup()
    options.callback?.()
  }

  closePopup(): void {
    this.emit('menu-will-close')
  }
}

function submenuOf(submenu: MenuItemConstructorOptions['submenu']): Menu | undefined {
  if (submenu === undefined) return undefined
  // An app has no other Menu than this one.
  return Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu as unknown as Menu)
}
