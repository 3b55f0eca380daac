import type { BrowserWindow } from './browser-window.ts'
import type { WebContents } from './web-contents.ts'

/** What is open, for the many parts that ask. Types only, so that nobody has to import the classes for it. */
export const windows = new Map<number, BrowserWindow>()
export const contents = new Map<number, WebContents>()

/** What a window needs of the app; the app needs the windows, so it is not imported but says itself that it is here. */
export interface AppOfWindows {
  readonly name: string
  isReady(): boolean
  emit(event: string, ...details: unknown[]): boolean
  windowClosed(): void
}

let appOfWindows: AppOfWindows | undefined

export function registerApp(app: AppOfWindows): void {
  appOfWindows = app
}

export function theApp(): AppOfWindows {
  if (!appOfWindows) throw new Error('a window was created before the app')
  return appOfWindows
}

let lastId = 0
let focusedId: number | undefined

export function nextId(): number {
  return ++lastId
}

export function focusedWindow(): BrowserWindow | null {
  return (focusedId !== undefined && windows.get(focusedId)) || null
}

export function setFocused(window: BrowserWindow | undefined): void {
  focusedId = window?.id
}

export function contentsOfTarget(targetId: string): WebContents | undefined {
  return [...contents.values()].find((one) => one.targetId === targetId)
}
