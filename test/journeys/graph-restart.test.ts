import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchDesktop } from '../electron-stand-in/launch.ts'
import { appPage } from './app-page.ts'
import { CHROMIUM, ROOT, startServe } from './edition.ts'
import { graphPage } from './graph-page.ts'
import { makeSmallGraph } from './small-graph.ts'

const skip = process.env.SOMA_SKIP_BROWSER

const freePort = async (): Promise<number> =>
  await new Promise((done) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** How many memories the window keeps as held, in its own store: a program that ends too soon keeps none. */
const KEPT = `new Promise((done, fail) => {
  const opening = indexedDB.open('soma-graph')
  opening.onerror = () => fail(opening.error)
  opening.onsuccess = () => {
    const db = opening.result
    const asked = db.transaction('places').objectStore('places').get('of:default')
    asked.onsuccess = () => {
      db.close()
      done(asked.result?.held.length ?? 0)
    }
  }
})`

/** Opens the graph in a window, does something there, and ends the program with all that it had open. */
type Start = (visit: (page: Page) => Promise<void>) => Promise<void>

describe.skipIf(skip)('where memories stand, after a restart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-graph-restart-'))
  const made = join(folder, 'made')

  const inBrowser = (port: number): Start => {
    const [dataDir, profile] = [join(folder, 'browser'), join(folder, 'profile')]
    return async (visit) => {
      const host = await startServe(dataDir, ['--port', String(port)])
      const browser: BrowserContext = await chromium.launchPersistentContext(profile, {
        ...CHROMIUM,
        viewport: { width: 1280, height: 800 },
      })
      const page = await browser.newPage()
      await page.goto(host.url)
      await visit(page)
      await browser.close()
      await host.stop()
    }
  }
  const onDesktop: Start = async (visit) => {
    const desktop = await launchDesktop({
      appDir: ROOT,
      args: ['--data', join(folder, 'desktop')],
      userDataDir: join(folder, 'user-data'),
    })
    await visit(desktop.window)
    await desktop.close()
  }

  beforeAll(() => {
    makeSmallGraph(made)
    for (const edition of ['browser', 'desktop']) cpSync(made, join(folder, edition), { recursive: true })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

  const opened = async (page: Page) => {
    page.setDefaultTimeout(20_000)
    await page.getByText('9 memories').first().waitFor()
    await appPage(page).goTo('Graph')
    const graph = graphPage(page)
    await graph.screen.getByText('links').first().waitFor()
    return graph
  }

  /** Both at a place of their own: scale and camera fall out of it. */
  const stands = async (graph: ReturnType<typeof graphPage>): Promise<readonly number[]> => {
    const all = await graph.nodes()
    const [a, b, c] = ['Alder', 'Fir', 'Hazel'].map((title) => all.get(title))
    if (!a || !b || !c) throw new Error('Not all are drawn.')
    const side = Math.hypot(b.x - a.x, b.y - a.y)
    return [Math.hypot(c.x - a.x, c.y - a.y) / side, Math.hypot(c.x - b.x, c.y - b.y) / side]
  }

  const keeps = async (start: Start): Promise<void> => {
    let before: readonly number[] = []
    await start(async (page) => {
      const graph = await opened(page)
      await page.keyboard.press('k')
      await graph.screen.getByRole('radio', { name: 'Circle' }).click()
      await page.keyboard.press('k')
      await graph.canvas.focus()
      await page.keyboard.press('f')
      await graph.rests()
      const fir = await graph.node('Fir')
      await graph.drag(fir, { x: fir.x + 70, y: fir.y + 20 })
      before = await stands(graph)
      await expect.poll(() => page.evaluate(KEPT)).toBe(1)
    })
    await start(async (page) => {
      const graph = await opened(page)
      await graph.rests()
      const after = await stands(graph)
      for (const [i, share] of after.entries()) expect(share).toBeCloseTo(before[i] ?? 0, 1)
      const fir = await graph.node('Fir')
      await page.mouse.click(fir.x, fir.y, { button: 'right' })
      await page.getByRole('menuitem', { name: 'Release its place' }).waitFor()
    })
  }

  it('are kept by the browser', async () => {
    await keeps(inBrowser(await freePort()))
  })

  it('are kept by the desktop app', async () => {
    await keeps(onDesktop)
  })
})
