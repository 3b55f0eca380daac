import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'
import { between, graphPage } from './graph-page.ts'
import { makeSmallGraph } from './small-graph.ts'
import { spoil } from './spoil.ts'

const skip = process.env.SOMA_SKIP_BROWSER
const ALL = '9 memories, 9 links'

/** The graph of a damaged database, in a small window, and with nothing in it. */
describe.skipIf(skip)('the graph as it may be found', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-graph-states-'))
  const problems: string[] = []
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  let graph: ReturnType<typeof graphPage>
  const paths = () => page.getByRole('region', { name: 'Paths', exact: true }).first()
  const expectCounts = async (text: string) =>
    await expect.poll(() => graph.counts(), { timeout: 10_000 }).toBe(text)

  beforeAll(async () => {
    makeSmallGraph(dataDir)
    const cli = join(ROOT, 'out/main/cli.js')
    execFileSync(process.execPath, [cli, '--data', dataDir, 'namespaces', 'create', 'empty'], {
      stdio: 'pipe',
    })
    spoil(dataDir)
    open = await browserEdition({ dataDir, isCalm: true }).open()
    page = open.page
    page.setDefaultTimeout(10_000)
    app = appPage(page)
    graph = graphPage(page)
    page.on('pageerror', (error) => problems.push(error.message))
    await page.getByText('The database is damaged').first().waitFor()
    await app.goTo('Graph')
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('is looked at and not changed where the store is read-only', async () => {
    await expectCounts(ALL)
    await page.keyboard.press('k')
    await graph.screen.getByRole('radio', { name: 'Circle' }).click()
    await page.keyboard.press('k')
    await graph.canvas.focus()
    await page.keyboard.press('f')
    const [elm, fir] = [await graph.node('Elm'), await graph.node('Fir')]
    await page.keyboard.down('Alt')
    await graph.drag(elm, between(elm, fir), fir)
    await page.keyboard.up('Alt')
    expect(await page.getByRole('dialog', { name: /link/i }).count()).toBe(0)
    // It moved the drawing instead.
    await page.keyboard.press('f')
    // The camera may still be on its way: a click beside the memory opens no menu of it.
    const menuOfFir = async (): Promise<number> => {
      await page.keyboard.press('Escape')
      const { x, y } = await graph.node('Fir')
      await page.mouse.click(x, y, { button: 'right' })
      return page.getByRole('menuitem', { name: 'Pin' }).count()
    }
    await expect.poll(menuOfFir, { timeout: 10_000, interval: 500 }).toBe(1)
    for (const name of ['Pin', 'Delete'])
      expect(await page.getByRole('menuitem', { name }).getAttribute('aria-disabled')).toBe('true')
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    // It gives the focus back in a turn of its own.
    await page.evaluate('new Promise((resolve) => setTimeout(resolve))')
    const [gorse, hazel] = [await graph.node('Gorse'), await graph.node('Hazel')]
    await page.mouse.click(between(gorse, hazel).x, between(gorse, hazel).y)
    const form = page.getByRole('form', { name: 'Edit link' })
    await form.waitFor()
    expect(await form.getByRole('textbox', { name: 'Type' }).isDisabled()).toBe(true)
    expect(await form.getByRole('button', { name: 'Save link' }).isDisabled()).toBe(true)
    await form.getByRole('button', { name: 'Cancel' }).click()
    await graph.canvas.focus()
    await page.keyboard.press('t')
    await graph.screen.getByRole('radio', { name: 'Compare' }).click()
    await graph.screen.getByRole('region', { name: 'What changed' }).getByText('added').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('t')
  })

  it('has room for everything in a small window, and for the chip that takes a filter away', async () => {
    const isWithin = async (width: number) => {
      const buttons = await graph.screen
        .getByRole('toolbar', { name: 'Beside the graph' })
        .getByRole('button')
        .all()
      for (const button of buttons) {
        const box = await button.boundingBox()
        expect((box?.x ?? 0) + (box?.width ?? 1e9)).toBeLessThanOrEqual(width)
      }
      const first = await buttons[0]?.boundingBox()
      const chip = await graph.screen.getByRole('button', { name: 'Filtered: show all' }).boundingBox()
      expect((chip?.x ?? 0) + (chip?.width ?? 1e9)).toBeLessThanOrEqual(first?.x ?? 0)
    }
    await graph.canvas.focus()
    await page.keyboard.press('Escape')
    const legend = graph.screen.getByRole('complementary', { name: 'Legend' })
    await legend.getByRole('button', { name: 'semantic' }).click()
    await graph.screen.getByRole('button', { name: 'Filtered: show all' }).waitFor()
    await app.inspector.waitFor()
    await isWithin(1280)
    await page.setViewportSize({ width: 900, height: 600 })
    await graph.canvas.focus()
    await page.keyboard.press('p')
    await paths().waitFor()
    await isWithin(900)
    const [tools, key] = [
      await graph.screen.locator('canvas').first().boundingBox(),
      await legend.boundingBox(),
    ]
    expect((key?.y ?? 0) + (key?.height ?? 0)).toBeLessThanOrEqual((tools?.y ?? 0) + (tools?.height ?? 0))
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('p')
    await page.setViewportSize({ width: 1280, height: 800 })
    await graph.screen.getByRole('button', { name: 'Filtered: show all' }).click()
    await expectCounts(ALL)
  })

  it('says of an empty namespace what belongs there', async () => {
    await app.switchNamespace('empty')
    await graph.screen.getByText('No memories yet').waitFor()
    await graph.screen.getByRole('button', { name: 'Go to Memories' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('had no error in the page', () => {
    expect(problems).toEqual([])
  })
})
