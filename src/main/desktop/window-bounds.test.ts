import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadWindowState, placeWindow, saveWindowState } from './window-bounds.ts'

const left = { x: 0, y: 0, width: 1920, height: 1080 }
const right = { x: 1920, y: 0, width: 2560, height: 1440 }
const state = (x: number, y: number, width = 1000, height = 700) => ({
  bounds: { x, y, width, height },
  maximized: false,
})

describe('placing a window', () => {
  test('puts it where it was, on either display', () => {
    expect(placeWindow(state(100, 50), [left, right]).bounds).toEqual({
      x: 100,
      y: 50,
      width: 1000,
      height: 700,
    })
    expect(placeWindow(state(2500, 300), [left, right]).bounds).toMatchObject({ x: 2500, y: 300 })
  })

  test('forgets the place, not the size, when that display is gone', () => {
    expect(placeWindow(state(2500, 300), [left]).bounds).toEqual({ width: 1000, height: 700 })
  })

  test('forgets a place of which hardly anything can be seen', () => {
    expect(placeWindow(state(1900, 100), [left]).bounds).not.toHaveProperty('x')
    expect(placeWindow(state(100, 1070), [left]).bounds).not.toHaveProperty('y')
  })

  test('never hides the title bar above the display, nor makes it larger than that', () => {
    expect(placeWindow(state(100, -40), [left]).bounds).toMatchObject({ x: 100, y: 0 })
    expect(placeWindow(state(0, 0, 4000, 3000), [left]).bounds).toMatchObject({ width: 1920, height: 1080 })
  })

  test('centres a first window that fits', () => {
    expect(placeWindow(undefined, [{ x: 0, y: 0, width: 1280, height: 720 }])).toEqual({
      bounds: { width: 1280, height: 720 },
      maximized: false,
    })
  })
})

describe('remembering a window', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'soma-window-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('gives back what was saved', () => {
    const saved = { ...state(3, 4), maximized: true }
    saveWindowState(folder, saved)
    expect(loadWindowState(folder)).toEqual(saved)
  })

  test.each(['', 'null', '{}', '{"bounds":{"x":0,"y":0,"width":1,"height":1},"maximized":false}', '[1'])(
    'passes over a file that holds %s',
    (text) => {
      writeFileSync(join(folder, 'window.json'), text)
      expect(loadWindowState(folder)).toBeUndefined()
    },
  )

  test('has nothing to give at first', () => expect(loadWindowState(folder)).toBeUndefined())
})
