import type { BrowserWindow } from './browser-window.ts'
import type { WebContents } from './web-contents.ts'

/** What is open, for the many parts that ask. Types only, so that nobody has to import the classes for it. */
export const windows = new Map<number, BrowserWindow>()
export const contents = new Map<number, WebContents>()

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
