import { afterEach, describe, expect, it, vi } from 'vitest'
import { beginAnew, NotLoaded } from './not-loaded.ts'

const windowAt = (protocol: string) => {
  const reload = vi.fn()
  vi.stubGlobal('window', { location: { protocol, reload } })
  return reload
}

describe('a screen whose files could not be read', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('begins the page anew once the program answers, and keeps the window while it does not', async () => {
    const reload = windowAt('http:')
    vi.stubGlobal(
      'fetch',
      vi.fn().mockRejectedValueOnce(new TypeError('refused')).mockResolvedValue({ ok: true }),
    )
    await beginAnew()
    expect(reload).not.toHaveBeenCalled()
    await beginAnew()
    expect(reload).toHaveBeenCalledOnce()
  })

  it('asks nobody where the page comes from no server', async () => {
    const reload = windowAt('soma-page:')
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('not allowed')))
    await beginAnew()
    expect(reload).toHaveBeenCalledOnce()
  })

  it('says what to do, and keeps what went wrong', () => {
    const cause = new TypeError('Failed to fetch dynamically imported module')
    expect(new NotLoaded(cause).message).toContain('Try again')
    expect(new NotLoaded(cause).cause).toBe(cause)
  })
})
