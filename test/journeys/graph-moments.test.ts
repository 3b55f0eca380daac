import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { dataColor } from './data-color.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'
import { graphPage } from './graph-page.ts'
import { makeSmallGraph } from './small-graph.ts'

const skip = process.env.SOMA_SKIP_BROWSER
/** Of what was added, removed and changed: `--data-3`, `--data-6`, `--data-1`. */
const [GREEN, RED, BLUE] = [dataColor(3), dataColor(6), dataColor(1)] as const

/** What became of a small graph between two moments, and where it is looked at from. */
describe.skipIf(skip)('the graph over time', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-graph-moments-'))
  const problems: string[] = []
  let open: OpenApp
  let app: ReturnType<typeof appPage>
  let graph: ReturnType<typeof graphPage>
  const strip = () => graph.screen.getByRole('region', { name: 'Time', exact: true })
  const panel = () => graph.screen.getByRole('region', { name: 'What changed', exact: true })
  const told = async (section: string) =>
    (await panel().getByRole('region', { name: section, exact: true }).innerText()).replaceAll(/\s+/g, ' ')
  const expectTold = async (section: string, ...counts: readonly string[]) => {
    for (const count of counts) {
      await expect.poll(() => told(section), { timeout: 10_000 }).toContain(count)
    }
  }
  const step = async (thumb: string, key: string, times: number) => {
    await strip().getByRole('slider', { name: thumb }).focus()
    for (let i = 0; i < times; i++) await app.page.keyboard.press(key)
  }

  beforeAll(async () => {
    makeSmallGraph(dataDir)
    open = await browserEdition({ dataDir, isCalm: true }).open()
    open.page.setDefaultTimeout(10_000)
    app = appPage(open.page)
    graph = graphPage(open.page)
    open.page.on('pageerror', (error) => problems.push(error.message))
    await app.page.getByText('9 memories').first().waitFor()
    await app.goTo('Graph')
    await graph.screen.getByText('links').first().waitFor()
    await app.page.keyboard.press('k')
    await graph.screen.getByRole('radio', { name: 'Circle' }).click()
    await app.page.keyboard.press('k')
    await graph.canvas.focus()
    await app.page.keyboard.press('f')
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await open.page.screenshot({
      path: join(ROOT, 'test-results', `graph-moments-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('is looked at from where it was, after a list, a theme and another screen', async () => {
    const elm = await graph.node('Elm')
    await app.page.mouse.move(elm.x, elm.y)
    await app.page.mouse.wheel(0, -300)
    await expect
      .poll(async () => Math.abs((await graph.node('Elm')).radius - elm.radius))
      .toBeGreaterThan(0.5)
    await graph.rests()
    const fir = (await graph.nodes()).get('Fir') ?? elm
    const stands = async () => {
      const now = (await graph.nodes()).get('Fir')
      return [now?.x, now?.y].map((value) => Math.round(value ?? 0))
    }
    const before = [fir.x, fir.y].map(Math.round)
    await app.page.keyboard.press('v')
    await app.page.getByRole('listbox', { name: /as a list/ }).waitFor()
    await app.page.keyboard.press('v')
    await graph.canvas.waitFor()
    await expect.poll(stands).toEqual(before)
    await graph.command('dark theme')
    await app.page.locator('html[data-theme="dark"]').waitFor()
    await expect.poll(stands).toEqual(before)
    await graph.command('theme of the system')
    await app.page.locator('html[data-theme="light"]').waitFor()
    await app.goTo('Recall')
    await app.goTo('Graph')
    await graph.canvas.waitFor()
    await expect.poll(stands).toEqual(before)
    await graph.canvas.focus()
    await app.page.keyboard.press('f')
  })

  it('compares two moments: what is gone is drawn again, each kind in its colour and counted', async () => {
    const birch = await graph.node('Birch')
    await app.page.mouse.click(birch.x, birch.y, { button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Delete' }).click()
    await expect.poll(() => graph.counts()).toBe('8 memories, 6 links')
    const [island, elm] = [await graph.node('Island'), await graph.node('Elm')]
    await app.page.keyboard.down('Alt')
    await graph.drag(island, elm)
    await app.page.keyboard.up('Alt')
    await app.page.getByRole('dialog', { name: /link/i }).getByRole('button', { name: 'Link them' }).click()
    await expect.poll(() => graph.counts()).toBe('8 memories, 7 links')
    const gorse = await graph.node('Gorse')
    await app.page.mouse.click(gorse.x, gorse.y, { button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Pin' }).click()
    await app.toast(/^Pinned/).waitFor()
    await graph.canvas.focus()
    await app.page.keyboard.press('Escape')
    await app.page.keyboard.press('t')
    await strip().getByRole('radio', { name: 'Compare' }).click()
    // First only what happened last.
    await expectTold('Memories', 'added 0', 'removed 0', 'changed 1', 'Gorse', 'pin')
    await expectTold('Links', 'added 0', 'removed 0', 'changed 0')
    await step('Earlier moment', 'ArrowLeft', 2)
    await expectTold('Memories', 'removed 1', 'Birch', 'changed 1')
    await expectTold('Links', 'added 1', 'Island', 'cites → Elm', 'removed 3')
    for (const color of [GREEN, RED, BLUE]) {
      await expect.poll(() => graph.seen(color), { timeout: 10_000 }).toBeGreaterThan(25)
    }
    // Both are no memories and links of now.
    expect(await graph.counts()).toBe('8 memories, 7 links')
    await graph.canvas.focus()
    await app.page.keyboard.press('f')
    await expect.poll(async () => (await graph.nodes()).has('Birch')).toBe(true)
    expect(await axeFinds(app.page)).toEqual([])
  })

  it('follows both moments, and brings back what is gone', async () => {
    await step('Later moment', 'ArrowLeft', 2)
    await expectTold('Memories', 'removed 1', 'changed 0')
    await expectTold('Links', 'added 0', 'removed 3')
    await panel().getByRole('button', { name: 'Restore Birch' }).waitFor({ state: 'detached' })
    await app.page.keyboard.press('End')
    await panel().getByRole('button', { name: 'Restore Birch' }).click()
    await expect.poll(() => graph.counts()).toBe('9 memories, 10 links')
    await expectTold('Memories', 'removed 0', 'changed 1')
    await expectTold('Links', 'added 1', 'removed 0')
    await strip().getByRole('button', { name: 'Since' }).click()
    await app.page.getByRole('menuitem', { name: 'Before everything' }).click()
    await expectTold('Memories', 'added 9', 'removed 0', 'changed 0')
    await expectTold('Links', 'added 10')
    await panel().getByRole('button', { name: 'Hazel', exact: true }).click()
    await graph.screen.getByRole('toolbar', { name: 'Selection' }).getByText('Hazel').waitFor()
    // By key: on a slow machine the toast of the restoring still lies upon it.
    await strip().getByRole('button', { name: 'Close the time' }).press('Enter')
    await panel().waitFor({ state: 'detached' })
    await expect.poll(() => graph.counts()).toBe('9 memories, 10 links')
    await expect.poll(() => graph.seen(RED)).toBe(0)
  })

  it('had no error in the page', () => {
    expect(problems).toEqual([])
  })
})
