import { afterAll, beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest'
import type { Forgotten } from './api/electron.ts'
import { fixtureLog, launchFixture, openWindow, runtimes, runWorker } from './fixture-app.ts'
import { clickMenuItem, type Desktop, recordedCalls, standIn } from './launch.ts'

describe.each(runtimes)('the desktop of $name', (runtime) => {
  let desktop: Desktop
  const inPage = <T = unknown>(expression: string) => desktop.window.evaluate<T>(expression)
  /** Not waitForFunction: in a page with a CSP it may not evaluate. */
  const becomesTrue = (expression: string) =>
    vi.waitFor(async () => expect(await inPage(expression)).toBe(true))
  const itsOwn = it.runIf(runtime === standIn)

  beforeAll(async () => {
    desktop = await launchFixture(runtime)
  }, 30_000)
  afterAll(() => desktop?.close())

  it('starts in the order of Electron', async () => {
    const log = await vi.waitUntil(async () => {
      const notes = await fixtureLog(desktop.app)
      return notes.includes('ready-to-show') && notes
    })
    const expected = ['ready before whenReady false', 'web-contents-created true', 'ready-to-show']
    expect(log.filter((note) => expected.includes(note))).toEqual(expected)
  })

  it('knows the app and itself', async () => {
    const facts = await desktop.app.evaluate(({ app }) => ({
      name: app.getName(),
      version: app.getVersion(),
      isPackaged: app.isPackaged,
      type: process.type,
      electron: process.versions.electron,
      chrome: process.versions.chrome,
      appIndex: process.argv.indexOf(app.getAppPath()),
      isExecutable: process.argv[0] === process.execPath,
      userData: app.getPath('userData'),
    }))
    expect(facts).toMatchObject({
      name: 'Stand-in Fixture',
      version: '1.2.3',
      isPackaged: false,
      type: 'browser',
    })
    expect(facts).toMatchObject({ isExecutable: true, userData: desktop.userDataDir })
    expect(facts.appIndex).toBeGreaterThan(0)
    expect(facts.electron).toMatch(/^\d+\.\d+\.\d+/)
    expect(facts.chrome.split('.', 1)[0]).toBe(
      /Chrome\/(\d+)/.exec(await inPage<string>('navigator.userAgent'))?.[1],
    )
  })

  it('sizes the page with its window', async () => {
    const resized = desktop.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const event = new Promise((resolve) => window!.once('resize', () => resolve(window!.getContentSize())))
      window!.setContentSize(640, 480)
      return event
    })
    expect(await resized).toEqual([640, 480])
    await becomesTrue('innerWidth === 640 && innerHeight === 480')
    await desktop.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window!.setMinimumSize(500, 400)
      window!.setContentSize(900, 700)
    })
    await becomesTrue('innerWidth === 900')
  })

  itsOwn('maximizes and comes back', async () => {
    const states = await desktop.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window!.maximize()
      const large = [window!.isMaximized(), window!.getSize(), window!.getNormalBounds().width]
      window!.unmaximize()
      return [large, window!.isMaximized(), window!.getSize()]
    })
    expect(states).toEqual([[true, [1920, 1080], 900], false, [900, 700]])
  })

  it('drives prefers-color-scheme with nativeTheme', async () => {
    const isDark = `matchMedia('(prefers-color-scheme: dark)').matches`
    for (const source of ['dark', 'light'] as const) {
      const dark = await desktop.app.evaluate(({ nativeTheme }, theme) => {
        nativeTheme.themeSource = theme
        return nativeTheme.shouldUseDarkColors
      }, source)
      expect(dark).toBe(source === 'dark')
      await becomesTrue(`${isDark} === ${dark}`)
    }
  })

  it('has a menu, with roles, accelerators and clicks', async () => {
    const items = await desktop.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()!.items.map(({ label, submenu }) => [label, submenu!.items[0]!.accelerator]),
    )
    expect(items[0]).toEqual(['File', 'CmdOrCtrl+N'])
    expect(items[1]?.[0]).toBe('Edit')
    await clickMenuItem(desktop.app, 'new')
    await clickMenuItem(desktop.app, 'wrap')
    expect(await fixtureLog(desktop.app)).toContain('clicked New')
    await expect(clickMenuItem(desktop.app, 'none')).rejects.toThrow("no item 'none'")
    const isChecked = await desktop.app.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('wrap')!.checked,
    )
    expect(isChecked).toBe(false)
  })

  it('encrypts with safeStorage', async () => {
    const { back, isPlain } = await desktop.app.evaluate(({ safeStorage }) => {
      const encrypted = safeStorage.encryptString('geheim ✓')
      return { back: safeStorage.decryptString(encrypted), isPlain: encrypted.includes('geheim') }
    })
    expect({ back, isPlain }).toEqual({ back: 'geheim ✓', isPlain: false })
    const failure = desktop.app.evaluate(({ safeStorage }) =>
      safeStorage.decryptString(Buffer.from('v10 no such thing')),
    )
    await expect(failure).rejects.toThrow('Error while decrypting')
  })

  it('keeps text in the clipboard', async () => {
    const text = await desktop.app.evaluate(({ clipboard }) => {
      clipboard.writeText('copied')
      return clipboard.readText()
    })
    expect(text).toBe('copied')
  })

  it('has a screen, and power events a test can raise', async () => {
    const seen = await desktop.app.evaluate(({ screen, powerMonitor }) => {
      let suspended = 0
      powerMonitor.once('suspend', () => suspended++)
      powerMonitor.emit('suspend')
      return {
        suspended,
        width: screen.getPrimaryDisplay().workArea.width,
        displays: screen.getAllDisplays().length,
      }
    })
    expect(seen.suspended).toBe(1)
    expect(seen.displays).toBeGreaterThan(0)
    expect(seen.width).toBeGreaterThan(0)
  })

  it('runs worker threads, in which there is no Electron', async () => {
    const post = 'require("node:worker_threads").parentPort.postMessage'
    expect(await runWorker(desktop.app, `${post}(6 * 7)`)).toBe(42)
    const attempt = `try { ${post}(typeof require('electron').app) } catch (error) { ${post}(error.message) }`
    expect(await runWorker(desktop.app, attempt)).not.toBe('object')
    const dynamic = `import('electron').then((e) => ${post}(typeof e.app), (error) => ${post}(error.message))`
    expect(await runWorker(desktop.app, dynamic)).not.toBe('object')
  })

  it('has windows of which one is focused', async () => {
    const opened = desktop.app.waitForEvent('window')
    await openWindow(desktop.app, { show: true })
    await (await opened).waitForURL(/index\.html$/)
    const count = await desktop.app.evaluate(async ({ BrowserWindow }) => {
      const [first, second] = BrowserWindow.getAllWindows()
      const [older, newer] = first!.id < second!.id ? [first!, second!] : [second!, first!]
      const closed = new Promise<void>((resolve) => newer.once('closed', () => resolve()))
      newer.close()
      await closed
      return [BrowserWindow.getAllWindows().length, older.isDestroyed(), newer.isDestroyed()]
    })
    expect(count).toEqual([1, false, true])
  })

  it('finds the window of a page for Playwright', async () => {
    const window = await desktop.app.browserWindow(desktop.window)
    expect(await window.evaluate((one) => one.getTitle())).toBe('Fixture page')
    expect((await desktop.window.screenshot()).length).toBeGreaterThan(1000)
  })

  it('does not quit when a window objects', async () => {
    const wanted = await desktop.app.evaluate(({ app, BrowserWindow }) => {
      const asked = new Promise<boolean>((resolve) => {
        BrowserWindow.getAllWindows()[0]!.once('close', (event) => {
          event.preventDefault()
          resolve(true)
        })
      })
      app.quit()
      return asked
    })
    expect(wanted).toBe(true)
    expect(await inPage(`fixture.invoke('echo', 'still here')`)).toBe('still here')
    expect((await fixtureLog(desktop.app)).filter((note) => note === 'will-quit')).toEqual([])
  })

  it('asks a page with beforeunload before it is left, and lets the app overrule it', async () => {
    await desktop.window.click('h1')
    await inPage(`void addEventListener('beforeunload', (event) => event.preventDefault())`)
    const attempt = (overrules: boolean) =>
      desktop.app.evaluate(({ BrowserWindow }, isOverruled) => {
        const { webContents } = BrowserWindow.getAllWindows()[0]!
        const asked = new Promise<string>((resolve) => {
          webContents.once('will-prevent-unload', (event) => {
            if (isOverruled) event.preventDefault()
            resolve('asked')
          })
        })
        webContents.reload()
        return asked
      }, overrules)
    await inPage(`void (globalThis.unsaved = true)`)
    expect(await attempt(false)).toBe('asked')
    expect(await inPage('unsaved')).toBe(true)
    const loaded = desktop.window.waitForEvent('load')
    expect(await attempt(true)).toBe('asked')
    await loaded
    expect(await inPage('typeof unsaved')).toBe('undefined')
  })

  it('tells the main process of keys and buttons', async () => {
    const kinds = desktop.app.evaluate(({ BrowserWindow }) => {
      const seen: string[] = []
      return new Promise<string[]>((resolve) => {
        BrowserWindow.getAllWindows()[0]!.webContents.on('input-event', (_event, { type }) => {
          if (['mouseDown', 'mouseUp', 'rawKeyDown', 'keyUp'].includes(type)) seen.push(type)
          if (type === 'keyUp') resolve(seen)
        })
      })
    })
    // Its listener is there once the process has answered something asked after it.
    await desktop.app.evaluate(() => 0)
    await desktop.window.click('h1')
    await desktop.window.keyboard.press('x')
    expect(await kinds).toEqual(['mouseDown', 'mouseUp', 'rawKeyDown', 'keyUp'])
  })

  itsOwn('records what the app asks of the system, and does none of it', async () => {
    const answers = await desktop.app.evaluate(async ({ shell, dialog }) => {
      await shell.openExternal('https://soma.invalid')
      const open = await dialog.showOpenDialog({ title: 'Import' })
      const box = await dialog.showMessageBox({
        message: 'Sure?',
        buttons: ['Delete', 'Cancel'],
        cancelId: 1,
      })
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/chosen'] })
      return [open.canceled, box.response, (await dialog.showOpenDialog({})).filePaths]
    })
    expect(answers).toEqual([true, 1, ['/chosen']])
    expect(await recordedCalls(desktop.app)).toEqual(
      expect.arrayContaining([
        { what: 'shell.openExternal', args: ['https://soma.invalid'] },
        { what: 'dialog.showOpenDialog', args: [{ title: 'Import' }] },
      ]),
    )
  })

  itsOwn('names what it does not provide', async () => {
    const messages = await desktop.app.evaluate((electron) => {
      const attempts = [
        () => electron.utilityProcess.fork('x'),
        () => new electron.MessageChannelMain(),
        () => electron.BrowserWindow.getAllWindows()[0]!.setOpacity(0.5),
        () => electron.BrowserWindow.getAllWindows()[0]!.webContents.findInPage('x'),
        () => electron.shell.readShortcutLink('x'),
      ]
      return attempts.map((attempt) => {
        try {
          attempt()
          return 'nothing was thrown'
        } catch (error) {
          return (error as Error).message
        }
      })
    })
    const names = [
      'utilityProcess.fork',
      'MessageChannelMain',
      'BrowserWindow.setOpacity',
      'WebContents.findInPage',
    ]
    expect(messages).toEqual(
      [...names, 'shell.readShortcutLink'].map((name) => `${name} is not provided by the test double`),
    )
    expectTypeOf<Forgotten>().toBeNever()
  })
})
