import { describe, expect, it } from 'vitest'
import { readArguments, whyBrowser } from './edition.mjs'

describe('readArguments', () => {
  it('keeps what it does not know for the app', () => {
    const read = readArguments(['--browser', '--port', '4000', '--no-open'])
    expect(read).toEqual({ wish: 'browser', open: false, rest: ['--port', '4000'] })
  })

  it('takes --no-open for the browser edition', () => {
    expect(readArguments(['--no-open']).wish).toBe('browser')
    expect(readArguments([])).toEqual({ wish: 'any', open: true, rest: [] })
    expect(readArguments(['--desktop']).wish).toBe('desktop')
  })
})

describe('whyBrowser', () => {
  const base = { wish: /** @type {const} */ ('any'), open: true, env: {}, platform: 'linux' }

  it('finds nothing against a window where there is a display', () => {
    expect(whyBrowser({ ...base, env: { DISPLAY: ':0' } })).toBeUndefined()
    expect(whyBrowser({ ...base, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeUndefined()
    expect(whyBrowser({ ...base, platform: 'darwin' })).toBeUndefined()
  })

  it('names what stands against it', () => {
    expect(whyBrowser(base)).toMatch(/no display/)
    expect(whyBrowser({ ...base, wish: 'browser' })).toMatch(/--browser/)
    expect(whyBrowser({ ...base, wish: 'browser', open: false })).toMatch(/--no-open/)
  })
})
