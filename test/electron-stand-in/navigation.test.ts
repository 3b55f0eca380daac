import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fixtureLog, launchFixture, runtimes } from './fixture-app.ts'
import type { Desktop } from './launch.ts'

describe.each(runtimes)('navigation in $name', (runtime) => {
  let desktop: Desktop
  const inPage = <T = unknown>(expression: string) => desktop.window.evaluate<T>(expression)
  /** Until Playwright knows too: it hears of a navigation on a line of its own, later than the app does. */
  const startOver = async () => {
    const loaded = desktop.window.waitForEvent('load')
    await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.loadFile('index.html'),
    )
    await loaded
  }
  const noted = (note: string) =>
    vi.waitFor(async () => expect(await fixtureLog(desktop.app)).toContain(note))
  const windowCount = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

  beforeAll(async () => {
    desktop = await launchFixture(runtime)
  }, 30_000)
  afterAll(() => desktop?.close())

  it('asks before a link of the page is followed, and stays where it is when refused', async () => {
    const before = desktop.window.url()
    await desktop.window.click('#away')
    await noted('will-navigate https://soma.invalid/')
    expect(desktop.window.url()).toBe(before)
    expect(await inPage('document.querySelector("h1").textContent')).toBe('Fixture')
  })

  it('asks before a script sets location', async () => {
    await inPage(`void (location.href = 'https://soma.invalid/by-script')`)
    await noted('will-navigate https://soma.invalid/by-script')
    expect(await inPage('location.protocol')).toBe('file:')
  })

  it('does not ask about fragments, nor about its own loads', async () => {
    const before = (await fixtureLog(desktop.app)).length
    await inPage(`void (location.hash = 'part')`)
    await startOver()
    const since = (await fixtureLog(desktop.app)).slice(before)
    expect(since.filter((note) => note.startsWith('will-navigate'))).toEqual([])
  })

  it('follows a link that is allowed', async () => {
    await desktop.window.click('#other')
    await desktop.window.waitForURL(/other\.html$/)
    expect((await fixtureLog(desktop.app)).some((note) => /^will-navigate .*other\.html$/.test(note))).toBe(
      true,
    )
    await startOver()
  })

  it('asks before a server sends a page elsewhere', async () => {
    const server = createServer((_request, response) => response.writeHead(302, { location: '/there' }).end())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const failure = await desktop.app.evaluate(
      ({ BrowserWindow }, url) =>
        BrowserWindow.getAllWindows()[0]!
          .loadURL(url)
          .catch((error: Error) => error.message),
      `http://127.0.0.1:${port}/`,
    )
    expect(failure).toContain('ERR_ABORTED')
    expect(await fixtureLog(desktop.app)).toContain(`will-redirect http://127.0.0.1:${port}/there`)
    server.close()
  })

  it('loads again on reload()', async () => {
    await inPage(`void (globalThis.stale = true)`)
    const loaded = desktop.window.waitForEvent('load')
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.reload())
    await loaded
    expect(await inPage('typeof stale')).toBe('undefined')
  })

  it('opens no window that is denied: by a script, by a link, by a click with Ctrl held', async () => {
    expect(await inPage(`window.open('https://soma.invalid/script')`)).toBeNull()
    await noted('open https://soma.invalid/script')
    await desktop.window.click('#blank')
    await noted('open https://soma.invalid/blank')
    await desktop.window.click('#away', { modifiers: ['ControlOrMeta'] })
    await noted('open https://soma.invalid/')
    expect(await windowCount()).toBe(1)
    await vi.waitFor(() => expect(desktop.app.windows()).toHaveLength(1))
  })

  it('opens a window that is allowed', async () => {
    const opened = desktop.app.waitForEvent('window')
    await inPage(`void window.open('other.html')`)
    const second = await opened
    await second.waitForURL(/other\.html$/)
    expect(await windowCount()).toBe(2)
    await second.close()
    await vi.waitFor(async () => expect(await windowCount()).toBe(1))
  })

  it.each(['geolocation', 'notifications', 'clipboard-read', 'camera'])(
    'grants and denies %s',
    async (permission) => {
      const state = () =>
        inPage(`navigator.permissions.query({ name: '${permission}' }).then(({ state }) => state)`)
      const answer = (isGranted: boolean) =>
        desktop.app.evaluate(({ session }, granted) => {
          session.defaultSession.setPermissionCheckHandler(() => granted)
          session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) =>
            callback(granted),
          )
        }, isGranted)
      await answer(false)
      await vi.waitFor(async () => expect(await state()).toBe('denied'))
      await answer(true)
      await vi.waitFor(async () => expect(await state()).toBe('granted'))
    },
  )

  it('holds a denied permission against the page', async () => {
    await desktop.app.evaluate(({ session }) => session.defaultSession.setPermissionCheckHandler(() => false))
    const locate = `new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('located'), ({ code }) => done(code)))`
    await vi.waitFor(async () => expect(await inPage(locate)).toBe(1))
  })
})
