import type { NotificationConstructorOptions } from 'electron'
import type { Menu } from './menu.ts'
import { providedOnly, StandInEmitter } from './not-provided.ts'
import { record } from './recorder.ts'

// Small things of the desktop around an app. Tests make them happen by emitting their events.

class PowerMonitor extends StandInEmitter {
  onBatteryPower = false

  isOnBatteryPower(): boolean {
    return this.onBatteryPower
  }

  getSystemIdleTime(): number {
    return 0
  }

  getSystemIdleState(): string {
    return 'active'
  }
}

export const powerMonitor = new PowerMonitor()

export class Notification extends StandInEmitter {
  readonly title: string
  readonly body: string

  constructor({ title = '', body = '' }: NotificationConstructorOptions = {}) {
    super()
    this.title = title
    this.body = body
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    record('notification.show', this.title, this.body)
    this.emit('show')
  }

  close(): void {
    this.emit('close')
  }
}

export class Tray extends StandInEmitter {
  #isDestroyed = false
  contextMenu: Menu | null = null

  setToolTip(text: string): void {
    record('tray.setToolTip', text)
  }

  setContextMenu(menu: Menu | null): void {
    this.contextMenu = menu
  }

  setImage(): void {}

  destroy(): void {
    this.#isDestroyed = true
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }
}

const shortcuts = new Map<string, () => void>()

/** For tests: what the system does when the keys are pressed in any program. */
Object.assign(globalThis, {
  pressGlobalShortcut: (accelerator: string): void => {
    const callback = shortcuts.get(accelerator)
    if (!callback) throw new Error(`Nobody registered ${accelerator}`)
    callback()
  },
})

/** Listed, and not bound to keys: `pressGlobalShortcut` stands for a person. */
export const globalShortcut = providedOnly('globalShortcut', {
  register(accelerator: string, callback: () => void): boolean {
    if (shortcuts.has(accelerator)) return false
    shortcuts.set(accelerator, callback)
    return true
  },
  isRegistered: (accelerator: string): boolean => shortcuts.has(accelerator),
  unregister: (accelerator: string): void => void shortcuts.delete(accelerator),
  unregisterAll: (): void => shortcuts.clear(),
})

export const crashReporter = providedOnly('crashReporter', {
  start(options: object): void {
    record('crashReporter.start', options)
  },
})
