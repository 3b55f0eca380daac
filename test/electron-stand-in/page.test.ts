import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fixtureLog, launchFixture, runtimes } from './fixture-app.ts'
import { type Desktop, realElectron } from './launch.ts'

if (!realElectron)
  console.log('Real Electron: skipped, ELECTRON_RUNTIME names no executable. The stand-in only.')

describe.each(runtimes)('a page in $name', (runtime) => {
  let desktop: Desktop
  /** Text, because what a page has is not declared in a Node project. */
  const inPage = <T = unknown>(expression: string) => desktop.window.evaluate<T>(expression)

  beforeAll(async () => {
    desktop = await launchFixture(runtime)
  }, 30_000)
  afterAll(() => desktop?.close())

  describe('loading', () => {
    it('runs module scripts and styles of file:// pages under a CSP', async () => {
      expect(await inPage('document.body.dataset.greeting')).toBe('a module of its own')
      expect(await inPage('getComputedStyle(document.body).color')).toBe('rgb(1, 2, 3)')
      const evil = `new Promise((r) => { const s = document.createElement('script'); s.textContent = 'globalThis.evil = 1'
        document.head.append(s); setTimeout(() => r(globalThis.evil), 0) })`
      expect(await inPage(evil)).toBeUndefined()
    })

    it('tells the console messages of the page, and its CSP violations, to the main process', async () => {
      const log = await vi.waitUntil(async () => {
        const notes = await fixtureLog(desktop.app)
        return notes.some((note) => note.startsWith('console error')) && notes
      })
      expect(log).toContain('console warning the page is up')
      expect(log.find((note) => note.startsWith('console error'))).toContain('Content Security Policy')
    })

    it('titles the window after the page', async () => {
      const title = () =>
        desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle())
      await vi.waitFor(async () => expect(await title()).toBe('Fixture page'))
      await inPage(`void (document.title = 'Another title')`)
      await vi.waitFor(async () => expect(await title()).toBe('Another title'))
    })

    it('rejects loadFile with the error of Chromium', async () => {
      const failure = await desktop.app.evaluate(async ({ BrowserWindow }) => {
        const window = new BrowserWindow({ show: false })
        const error: unknown = await window.loadFile('missing.html').catch((reason: unknown) => reason)
        window.destroy()
        return (error as { code: string; message: string }).message
      })
      expect(failure).toMatch(/^ERR_FILE_NOT_FOUND \(-6\) loading 'file:.*missing.html'$/)
    })

    it('captures what it shows', async () => {
      const image = await desktop.app.evaluate(async ({ BrowserWindow }) => {
        const picture = await BrowserWindow.getAllWindows()[0]!.capturePage()
        return { size: picture.getSize(), isEmpty: picture.isEmpty() }
      })
      expect(image).toEqual({ size: { width: 900, height: 700 }, isEmpty: false })
    })
  })

  describe('the preload', () => {
    it('has a world of its own', async () => {
      expect(await inPage('typeof onlyHere')).toBe('undefined')
      expect(await inPage('typeof require')).toBe('undefined')
      expect(await inPage('Object.isFrozen(fixture)')).toBe(true)
    })

    it('sees the process of a sandboxed renderer', async () => {
      const { electron } = process.versions
      const seen = await inPage<{ argv: string[]; electron: string }>('fixture.process')
      expect(seen).toMatchObject({ type: 'renderer', sandboxed: true })
      expect(seen.argv).toContain('--from-main')
      expect(seen.electron).not.toBe(electron)
      expect(await inPage('fixture.requireFs()')).toBe('module not found: node:fs')
    })

    it('reports a preload that fails, and loads the page without it', async () => {
      const error = await desktop.app.evaluate(async ({ BrowserWindow }) => {
        const window = new BrowserWindow({ show: false, webPreferences: { preload: '/no/such/preload.cjs' } })
        const failed = new Promise<string>((resolve) => {
          window.webContents.once('preload-error', (_event, path, reason) =>
            resolve(`${path}: ${reason.message}`),
          )
        })
        await window.loadFile('other.html')
        window.destroy()
        return failed
      })
      expect(error).toMatch(/^\/no\/such\/preload.cjs: ENOENT/)
    })

    it('takes functions over the bridge, and throws over it', async () => {
      expect(await inPage('fixture.callBack((n) => n + 1, 41)')).toBe(42)
      expect(await inPage('{ try { fixture.fail() } catch (error) { error.message } }')).toBe(
        'from the preload',
      )
    })
  })

  describe('ipc', () => {
    const echo = (expression: string) => `fixture.invoke('echo', ${expression})`

    it('answers invoke with a structured clone', async () => {
      const checks = await inPage<Record<string, boolean>>(`(async () => {
        const proto = JSON.parse('{"__proto__":{"x":1}}')
        const back = await ${echo(`{ proto, nan: NaN, zero: -0, none: undefined, big: 10n, map: new Map([[1, new Set(['a'])]]),
          date: new Date(7), floats: new Float32Array([1.5, 2]).subarray(1), bytes: new Uint8Array([255]).buffer }`)}
        return {
          proto: Object.keys(back.proto)[0] === '__proto__' && Object.getPrototypeOf(back.proto) === Object.prototype,
          nan: Number.isNaN(back.nan), zero: Object.is(back.zero, -0), none: 'none' in back && back.none === undefined,
          big: back.big === 10n, map: back.map.get(1).has('a'), date: back.date.getTime() === 7,
          floats: back.floats instanceof Float32Array && back.floats.length === 1 && back.floats[0] === 2,
          bytes: new Uint8Array(back.bytes)[0] === 255,
        }
      })()`)
      expect(Object.entries(checks).filter(([, isRight]) => !isRight)).toEqual([])
    })

    it('rejects invoke with the text of the error, and nothing else of it', async () => {
      const error = await inPage(`fixture.invoke('fail').catch(({ name, message }) => [name, message])`)
      expect(error).toEqual(['Error', "Error invoking remote method 'fail': TypeError: on purpose"])
      const missing = await inPage(`fixture.invoke('nobody').catch(({ message }) => message)`)
      expect(missing).toContain("No handler registered for 'nobody'")
    })

    it('refuses what cannot be cloned', async () => {
      const attempt = `(async () => { try { await fixture.send('to-main', Symbol('s')) } catch (e) { return e.message } })()`
      expect(await inPage(attempt)).toContain('could not be cloned')
    })

    it('sends both ways, in order', async () => {
      await inPage(`[1, 2, 3].forEach((n) => fixture.send('to-main', { n }))`)
      await vi.waitFor(async () => expect(await inPage('received')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]))
    })

    it('says which frame a message is from', async () => {
      const main = await inPage(`fixture.invoke('sender')`)
      expect(main).toMatchObject({ origin: 'file://', isMainFrame: true, hasParent: false, window: true })
      const frame = desktop.window.frames().find((one) => one.url().endsWith('frame.html'))!
      const sub = await frame.evaluate<{ url: string }>(`fixture.invoke('sender')`)
      expect(sub).toMatchObject({ origin: 'file://', isMainFrame: false, hasParent: true, topIsMain: true })
      expect(sub.url).toMatch(/frame\.html$/)
    })

    it('carries 10 MB there and back in reasonable time', async () => {
      const took = await inPage<number>(`(async () => {
        const start = performance.now()
        const back = await ${echo('new Float32Array(2_500_000).fill(0.5)')}
        return back.length === 2_500_000 && back[2_499_999] === 0.5 ? performance.now() - start : Infinity
      })()`)
      console.log(`${runtime.name}: 10 MB of floats through invoke and back took ${Math.round(took)} ms`)
      expect(took).toBeLessThan(20_000)
    })
  })

  it('comes back from a crash of its renderer', async () => {
    await desktop.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer()
    })
    const gone = await vi.waitUntil(async () =>
      (await fixtureLog(desktop.app)).find((note) => note.startsWith('gone')),
    )
    expect(gone).toMatch(/^gone (crashed|killed)$/)
    const echoed = await desktop.app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      await window!.loadFile('index.html')
      return window!.webContents.executeJavaScript(`fixture.invoke('echo', 'up again')`)
    })
    expect(echoed).toBe('up again')
  })
})
