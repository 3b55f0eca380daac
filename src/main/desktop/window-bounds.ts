import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowState {
  readonly bounds: Bounds
  readonly maximized: boolean
}

/** So much of the window must lie on a display that it can be seen and moved. */
const VISIBLE = { width: 120, height: 60 }
const MIN = { width: 800, height: 560 }
const DEFAULT = { width: 1320, height: 860 }

const overlap = (a: Bounds, b: Bounds): { width: number; height: number } => ({
  width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
  height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
})

/** Where to open the window: where it was, if that can still be seen; otherwise without a place, which centres it. */
export const placeWindow = (
  saved: WindowState | undefined,
  workAreas: readonly Bounds[],
): { bounds: Partial<Bounds>; maximized: boolean } => {
  const display = workAreas.find((area) => {
    const { width, height } = saved ? overlap(saved.bounds, area) : { width: 0, height: 0 }
    return width >= VISIBLE.width && height >= VISIBLE.height
  })
  const { width, height } = saved?.bounds ?? DEFAULT
  const area = display ?? workAreas[0] ?? { width: DEFAULT.width, height: DEFAULT.height }
  const size = { width: Math.min(width, area.width), height: Math.min(height, area.height) }
  const place = saved && display ? { x: saved.bounds.x, y: Math.max(saved.bounds.y, display.y) } : {}
  return { bounds: { ...size, ...place }, maximized: saved?.maximized ?? false }
}

export const minimumSize = MIN

const isState = (value: unknown): value is WindowState => {
  const { bounds, maximized } = (value ?? {}) as Partial<WindowState>
  const { x, y, width, height } = (bounds ?? {}) as Partial<Bounds>
  const numbers = [x, y, width, height].every((n) => Number.isSafeInteger(n))
  return numbers && width! >= MIN.width && height! >= MIN.height && typeof maximized === 'boolean'
}

const fileIn = (dataDir: string): string => join(dataDir, 'window.json')

/** Undefined where there is none, or none that is sound: where a window stood is not worth an error. */
export const loadWindowState = (dataDir: string): WindowState | undefined => {
  try {
    const state: unknown = JSON.parse(readFileSync(fileIn(dataDir), 'utf8'))
    return isState(state) ? state : undefined
  } catch {
    return undefined
  }
}

export const saveWindowState = (dataDir: string, state: WindowState): void => {
  const file = fileIn(dataDir)
  writeFileSync(`${file}.new`, JSON.stringify(state))
  renameSync(`${file}.new`, file)
}
