import { globalShortcut, Menu, nativeImage, Tray } from 'electron'
import type { DesktopState } from '#contract/desktop'
import { AppError } from '#contract/errors'
import { acceleratorOf, isGlobal } from './accelerator.ts'
import { type DesktopChoices, loadChoices, saveChoices } from './desktop-choices.ts'
import { TRAY_ICON } from './tray-icon.ts'
import type { NativeWords } from './words/native-words.ts'

interface SystemPartsOptions {
  /** Where what was chosen is kept. */
  readonly folder: string
  readonly show: () => void
  readonly recall: () => void
  readonly quit: () => void
  readonly words: NativeWords
}

/** The icon beside the clock and the shortcut that works from anywhere. */
export class SystemParts {
  readonly #options: SystemPartsOptions
  #choices: DesktopChoices
  #tray: Tray | undefined
  #accelerator: string | undefined

  constructor(options: SystemPartsOptions) {
    this.#options = options
    this.#choices = loadChoices(options.folder)
    this.#apply()
  }

  get state(): DesktopState {
    return { ...this.#choices, isGlobalShortcutHeld: this.#accelerator !== undefined }
  }

  /** @throws AppError where the shortcut is none that can be taken from other programs. */
  set(change: {
    readonly tray?: boolean | undefined
    readonly globalShortcut?: string | null | undefined
  }): DesktopState {
    const { tray = this.#choices.tray, globalShortcut: keys = this.#choices.globalShortcut } = change
    if (keys !== null && (acceleratorOf(keys) === undefined || !isGlobal(keys))) {
      const message = `"${keys}" cannot call the app from anywhere: hold Ctrl, Alt or Cmd with a key.`
      throw new AppError('request/invalid', { issues: [{ path: 'globalShortcut', message }] })
    }
    this.#choices = { tray, globalShortcut: keys }
    saveChoices(this.#options.folder, this.#choices)
    this.#apply()
    return this.state
  }

  /** In the language of now. */
  renewMenu(): void {
    this.#tray?.setContextMenu(this.#trayMenu())
  }

  close(): void {
    this.#tray?.destroy()
    this.#tray = undefined
    if (this.#accelerator !== undefined) globalShortcut.unregister(this.#accelerator)
    this.#accelerator = undefined
  }

  #apply(): void {
    this.close()
    if (this.#choices.tray) this.#tray = this.#makeTray()
    const { globalShortcut: keys } = this.#choices
    const accelerator = keys === null ? undefined : acceleratorOf(keys)
    if (accelerator !== undefined && globalShortcut.register(accelerator, this.#options.recall)) {
      this.#accelerator = accelerator
    }
  }

  #makeTray(): Tray {
    const { recall } = this.#options
    const tray = new Tray(nativeImage.createFromDataURL(TRAY_ICON))
    tray.setToolTip('Soma Inspector')
    tray.setContextMenu(this.#trayMenu())
    tray.on('click', recall)
    return tray
  }

  #trayMenu(): Menu {
    const { show, recall, quit, words } = this.#options
    const { texts } = words
    return Menu.buildFromTemplate([
      { id: 'tray-recall', label: texts.quickRecall, click: recall },
      { id: 'tray-show', label: texts.openApp, click: show },
      { type: 'separator' },
      { id: 'tray-quit', label: texts.quit, click: quit },
    ])
  }
}
